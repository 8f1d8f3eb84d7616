namespace Seedream.Core.Intake;

/// <summary>How a prompt file's bytes stand for text.</summary>
internal enum TextEncoding
{
    Utf8,
    Utf8WithMark,
    Utf16LittleEndian,
    Utf16BigEndian,
    Windows1252,
}
