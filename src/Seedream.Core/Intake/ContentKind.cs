using System.Buffers;
using System.Text;

namespace Seedream.Core.Intake;

/// <summary>What the first bytes of a file tell: its encoding, or what it is when it is no text.</summary>
internal static class ContentKind
{
    private static readonly (byte[] Start, string Name)[] Signatures =
    [
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP file or Excel workbook (.xlsx)"),
        ([0x50, 0x4B, 0x05, 0x06], "an empty ZIP file"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook (.xls)"),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
        ([0xFF, 0xD8, 0xFF], "a JPEG image"),
        ("GIF8"u8.ToArray(), "a GIF image"),
        ("RIFF"u8.ToArray(), "a RIFF file (WebP image, sound or video)"),
        ("%PDF-"u8.ToArray(), "a PDF document"),
        ([0x1F, 0x8B], "a gzip archive"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive"),
        ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive"),
        ("PAR1"u8.ToArray(), "a Parquet file"),
        ("SQLite format 3"u8.ToArray(), "a SQLite database"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
        ("{\\rtf"u8.ToArray(), "an RTF document"),
    ];

    private static ReadOnlySpan<byte> ReportHeader => "\"outcome\",\"error_code\",\"error\",\"request_id\",\"batch\",\"row\",\"attempt\"\r\n"u8;

    private static ReadOnlySpan<byte> EarlierReportHeader => "\"outcome\",\"error_code\",\"error\",\"request_id\"\r\n"u8;

    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F]);

    /// <summary>What the file is when it is certainly not a prompt file, in words; else null.</summary>
    public static string? NameBinary(ReadOnlySpan<byte> start)
    {
        foreach ((byte[] signature, string name) in Signatures)
        {
            if (start.StartsWith(signature))
                return name;
        }

        ReadOnlySpan<byte> text = start.TrimStart(" \t\r\n"u8);
        if (StartsWithIgnoringCase(text, "<!doctype") || StartsWithIgnoringCase(text, "<html") || StartsWithIgnoringCase(text, "<?xml"))
            return "an HTML or XML page";
        // A failed.csv gathers the rows that had control characters, each of which is told by itself.
        if (start.IndexOf(ReportHeader) >= 0 || start.IndexOf(EarlierReportHeader) >= 0)
            return null;
        ReadOnlySpan<byte> sample = start[..Math.Min(start.Length, 4096)];
        int controls = 0;
        for (int at; (at = sample.IndexOfAny(Controls)) >= 0; sample = sample[(at + 1)..])
            controls++;
        // A stray NUL in a small table is a row's problem; a program or an archive is full of them.
        return controls > 8 && controls > Math.Min(start.Length, 4096) / 20 ? "a binary file" : null;
    }

    /// <summary>The encoding, and how many bytes its byte order mark takes.</summary>
    public static (TextEncoding Encoding, int MarkLength) Detect(ReadOnlySpan<byte> start) => start switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (TextEncoding.Utf8WithMark, 3),
        [0xFF, 0xFE, ..] => (TextEncoding.Utf16LittleEndian, 2),
        [0xFE, 0xFF, ..] => (TextEncoding.Utf16BigEndian, 2),
        // Without a mark: a header starts with two ASCII characters, whose other bytes are zero.
        [not 0, 0, not 0, 0, ..] => (TextEncoding.Utf16LittleEndian, 0),
        [0, not 0, 0, not 0, ..] => (TextEncoding.Utf16BigEndian, 0),
        _ => (TextEncoding.Utf8, 0),
    };

    private static bool StartsWithIgnoringCase(ReadOnlySpan<byte> text, string start) =>
        text.Length >= start.Length && Ascii.EqualsIgnoreCase(text[..start.Length], start);
}
