using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Seedream.Fuzz.Running;

/// <summary>What must hold.</summary>
internal static class Expect
{
    /// <summary>Raises <see cref="PropertyBrokenException"/> unless it holds; the message is only made then.</summary>
    public static void That([DoesNotReturnIf(false)] bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] ref Message message)
    {
        if (!holds)
            throw new PropertyBrokenException(message.ToString());
    }

    public static void That([DoesNotReturnIf(false)] bool holds, string message)
    {
        if (!holds)
            throw new PropertyBrokenException(message);
    }

    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new PropertyBrokenException(string.Create(CultureInfo.InvariantCulture, $"{what}: expected {expected}, found {actual}"));
    }

    /// <summary>A message for people: one line, short, nothing invisible, no half characters, no token.</summary>
    public static void IsMessage(string? text, string what, int longest = 2_000)
    {
        if (text is null)
            return;
        That(text.Length <= longest, $"{what} has {text.Length} characters");
        IsOneLine(text, what);
    }

    public static void IsOneLine(string? text, string what)
    {
        for (int index = 0; text is not null && index < text.Length; index++)
        {
            char c = text[index];
            That(!char.IsControl(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator), $"{what} has U+{(int)c:X4} in it");
            That(c is not ((>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069')), $"{what} has the bidirectional control U+{(int)c:X4} in it");
        }

        IsWhole(text, what);
    }

    /// <summary>Every surrogate has its other half.</summary>
    public static void IsWhole(string? text, string what)
    {
        for (int index = 0; text is not null && index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index]))
                continue;
            That(char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]), $"{what} has half a character in it");
            index++;
        }
    }

    /// <summary>A message that is made only when it is needed.</summary>
    [InterpolatedStringHandler]
    internal ref struct Message
    {
        private DefaultInterpolatedStringHandler _text;

        public Message(int literalLength, int formattedCount, bool holds, out bool isNeeded)
        {
            isNeeded = !holds;
            _text = isNeeded ? new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
        }

        public void AppendLiteral(string text) => _text.AppendLiteral(text);

        public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

        public void AppendFormatted<T>(T value, string format) => _text.AppendFormatted(value, format);

        public override string ToString() => _text.ToStringAndClear();
    }
}
