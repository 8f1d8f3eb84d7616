using System.Text;

namespace Seedream.Fuzz.Generation;

/// <summary>Texts that have broken programs before: separators, quotation marks, formulas, markup, paths, half characters, our own keywords.</summary>
internal static class Words
{
    /// <summary>The API token of every case; it must come out nowhere.</summary>
    public const string Token = "rc_SECRET-token.0123456789/abc+def==";

    public static readonly string[] Nasty =
    [
        "", " ", "\0", "\u0001", "\u001b[2J", "\u007f", "\u0085", "\u00a0", "\u00ad", "\ufeff", "\u200b", "\u200d", "\u202e", "\u2066", "\u2028", "\u2029",
        "'", "''", "'=", "=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u200b=1", "＝1", "−1", "=", "+", "-", "@",
        "<", ">", "&", "</script>", "</SCRIPT >", "<!--", "-->", "<script>", "<img src=x onerror=alert(1)>", "]]>", "&lt;", "&#x3c;", "\"><b>", "'onclick='", "{{rows}}", "{{page}}", "{{title}}", "${x}", "{0}", "%s%n",
        "../", "..", ".", "/", "//", "\\", "..\\", "/etc/passwd", "C:\\", "CON", "nul.txt", "com1", ".seedream/x", "%2e%2e%2f", "%00", "%", "~", "a/../b", "~$x", ".hidden",
        "\"", "\"\"", "\"\"\"", ",", ";", "\t", "|", "\n", "\r", "\r\n", "\n\n", "sep=;", "sep=", "#", "\\n", "\\u0000", "\\ud800", "\\",
        "null", "true", "false", "NaN", "Infinity", "0", "-0", "1e999", "-1", "15", "16", "00", "1.0", "99999999999999999999", "2147483648", "9223372036854775807", "0x10", "１２",
        "\ud800", "\udc00", "\ud83d", "😀", "👩‍👩‍👧", "é", "e\u0301", "İ", "ı", "ß", "ﬃ", "Å", "中文", "ا", "ﷺ", "Ａ", "\ue000", "\uffff", "\ufdd0", "𝔸",
        "prompt", "Prompt", "PROMPT", "pr ompt", "promt", "id", "custom_id", "resolution", "max_images", "sequential_image_generation", "output_format", "optimize_prompt_options",
        "metadata", "outcome", "error_code", "error", "request_id", "row", "files", "2K", "3K 4:3", "4:3", "2304x1728 (4:3)", "auto", "disabled", "png", "jpeg", "standard", "fast", "__proto__", "constructor", "$type", "toString",
        "http://169.254.169.254/latest", "https://a.runcomfy.net/x.png", "https://runcomfy.net.evil.example/", "javascript:alert(1)", "data:text/html,<script>", "file:///etc/passwd", "a red fox", "a", "b", "x", Token,
    ];

    /// <summary>A text: plain, nasty, mixed, of any characters, or very long.</summary>
    public static string Text(Dice dice) => dice.Below(12) switch
    {
        0 or 1 or 2 => dice.Of<string>("a red fox", "A lighthouse in a storm, oil on canvas", "cat", "x1", "two words", "Ünïcödé", "campaign"),
        3 or 4 or 5 => dice.Of<string>(Nasty),
        6 or 7 or 8 => Mixed(dice, 4),
        9 => Mixed(dice, 12),
        10 => Characters(dice, dice.Size(60)),
        _ => Long(dice),
    };

    /// <summary>A text that is no trouble at all, as a control.</summary>
    public static string Plain(Dice dice) => dice.Of<string>("a red fox", "a blue whale", "fog", "neon city at night", "spring", "sku-17", "poster");

    private static string Mixed(Dice dice, int most)
    {
        StringBuilder text = new();
        for (int parts = dice.Between(2, most); parts > 0; parts--)
            text.Append(dice.OneIn(3) ? Plain(dice) : dice.Of<string>(Nasty));
        return text.ToString();
    }

    private static string Characters(Dice dice, int length)
    {
        char[] text = new char[length];
        for (int index = 0; index < length; index++)
        {
            text[index] = dice.Below(6) switch
            {
                0 => (char)dice.Below(0x10000),
                1 => (char)dice.Below(0x20),
                2 => (char)dice.Between(0x80, 0x2FF),
                3 => (char)dice.Between(0x2000, 0x206F),
                _ => (char)dice.Between(0x20, 0x7E),
            };
        }

        return new string(text);
    }

    private static string Long(Dice dice)
    {
        string part = dice.OneIn(2) ? "word " : dice.Of<string>(Nasty);
        int times = part.Length == 0 ? 0 : dice.Size(3_000) / part.Length;
        return new StringBuilder(part.Length * times).Insert(0, part, times).ToString();
    }
}
