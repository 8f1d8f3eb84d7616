using System.Buffers;

namespace Seedream.Core.RunComfy;

/// <summary>
/// Makes JSON of what is nearly JSON: a bare word or number that JSON does not know (<c>NaN</c>, <c>Infinity</c>, <c>+1</c>,
/// <c>.5</c>, <c>None</c>) becomes text. One such value must not hide a paid result.
/// </summary>
internal static class JsonRepair
{
    private static readonly SearchValues<byte> WordBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-._"u8);

    /// <summary>Null when there is nothing to repair.</summary>
    public static byte[]? TryRepair(ReadOnlySpan<byte> body)
    {
        // Anything else is a page or a plain sentence.
        if (body.TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'[', ..])
            return null;
        ArrayBufferWriter<byte>? repaired = null;
        int kept = 0;
        for (int at = 0; at < body.Length;)
        {
            if (body[at] == (byte)'"')
            {
                at = EndOfText(body, at);
                continue;
            }

            int length = body[at..].IndexOfAnyExcept(WordBytes);
            length = length < 0 ? body.Length - at : length;
            if (length == 0)
            {
                at++;
                continue;
            }

            if (!IsJson(body.Slice(at, length)))
            {
                repaired ??= new ArrayBufferWriter<byte>(body.Length + 64);
                repaired.Write(body[kept..at]);
                repaired.Write("\""u8);
                repaired.Write(body.Slice(at, length));
                repaired.Write("\""u8);
                kept = at + length;
            }

            at += length;
        }

        if (repaired is null)
            return null;
        repaired.Write(body[kept..]);
        return repaired.WrittenSpan.ToArray();
    }

    // Where the text that begins here is over.
    private static int EndOfText(ReadOnlySpan<byte> body, int at)
    {
        at++;
        while (at < body.Length)
        {
            int next = body[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
                return body.Length;
            at += next;
            if (body[at] == (byte)'"')
                return at + 1;
            at += 2;
        }

        return body.Length;
    }

    private static bool IsJson(ReadOnlySpan<byte> word)
    {
        if (word.SequenceEqual("true"u8) || word.SequenceEqual("false"u8) || word.SequenceEqual("null"u8))
            return true;
        int at = word[0] == (byte)'-' ? 1 : 0;
        int whole = Digits(word, ref at);
        if (whole == 0 || (whole > 1 && word[at - whole] == (byte)'0'))
            return false;
        if (at < word.Length && word[at] == (byte)'.')
        {
            at++;
            if (Digits(word, ref at) == 0)
                return false;
        }

        if (at < word.Length && word[at] is ((byte)'e' or (byte)'E'))
        {
            at++;
            if (at < word.Length && word[at] is ((byte)'+' or (byte)'-'))
                at++;
            if (Digits(word, ref at) == 0)
                return false;
        }

        return at == word.Length;
    }

    private static int Digits(ReadOnlySpan<byte> word, ref int at)
    {
        int start = at;
        while (at < word.Length && word[at] is >= (byte)'0' and <= (byte)'9')
            at++;
        return at - start;
    }
}
