using System.Text.Json.Serialization;

namespace Seedream.Core.Jobs;

/// <summary>File format of the generated images.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutputFormat>))]
public enum OutputFormat
{
    /// <summary>PNG (the API's default).</summary>
    [JsonStringEnumMemberName("png")]
    Png,

    [JsonStringEnumMemberName("jpeg")]
    Jpeg,
}
