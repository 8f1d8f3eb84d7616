using System.Text.Json.Serialization;

namespace Seedream.Core.Intake;

/// <summary>How far a problem reaches.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>Worth knowing; the row runs.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>This row is invalid; the others run.</summary>
    [JsonStringEnumMemberName("row_error")]
    RowError,

    /// <summary>The file as a whole is unusable.</summary>
    [JsonStringEnumMemberName("file_error")]
    FileError,
}
