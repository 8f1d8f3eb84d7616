using System.Buffers;
using System.Text;

namespace Seedream.Core.Intake;

/// <summary>UTF-8 in which <see cref="PromptContent"/> wrote lone surrogates as three bytes of their own.</summary>
internal static class LooseUtf8
{
    public static string GetString(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new(bytes.Length);
        while (bytes.Length > 0)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) == OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else if (bytes is [0xED, >= 0xA0, _, ..])
            {
                text.Append((char)(0xD000 | (bytes[1] & 0x3F) << 6 | bytes[2] & 0x3F));
                length = 3;
            }
            else
            {
                text.Append('\uFFFD');
            }

            bytes = bytes[length..];
        }

        return text.ToString();
    }
}
