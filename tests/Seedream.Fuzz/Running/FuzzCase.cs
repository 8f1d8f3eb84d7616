using System.Globalization;
using System.Text;
using Seedream.Fuzz.Generation;

namespace Seedream.Fuzz.Running;

/// <summary>One case: its chance, and what was made of it, for whoever has to understand a failure.</summary>
internal sealed class FuzzCase(ulong seed, string target, long number, bool isRecorded)
{
    private const int LongestShown = 4_000;

    private readonly List<string> _inputs = [];

    public Dice Dice { get; } = new(seed, target, number);

    public long Number => number;

    /// <summary>Bytes of input so far; the memory a case may use is measured against it.</summary>
    public long InputBytes { get; private set; }

    /// <summary>The inputs in words; only kept when the case is run again to be shown.</summary>
    public IReadOnlyList<string> Inputs => _inputs;

    public byte[] Input(string name, byte[] bytes)
    {
        InputBytes += bytes.Length;
        if (isRecorded)
            _inputs.Add($"{name}: {Show(Encoding.Latin1.GetString(bytes), 'x', 2)}");
        return bytes;
    }

    public string Input(string name, string text)
    {
        InputBytes += text.Length * 2L;
        if (isRecorded)
            _inputs.Add($"{name}: {Show(text, 'u', 4)}");
        return text;
    }

    // As a string of C#, to be pasted into a test.
    private static string Show(string text, char escape, int digits)
    {
        StringBuilder shown = new("\"");
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, LongestShown)))
        {
            if (c is '"' or '\\')
                shown.Append('\\').Append(c);
            else if (c is < ' ' or > '~')
                shown.Append('\\').Append(escape).Append(((int)c).ToString($"x{digits}", CultureInfo.InvariantCulture));
            else
                shown.Append(c);
        }

        return shown.Append(text.Length > LongestShown ? $"\" and {text.Length - LongestShown} more" : "\"").ToString();
    }
}
