using System.Text.Json.Serialization;

namespace Seedream.Core.Jobs;

/// <summary>Whether one request yields one image or a group of related ones.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SequentialImageGeneration>))]
public enum SequentialImageGeneration
{
    /// <summary>One image (the API's default).</summary>
    [JsonStringEnumMemberName("disabled")]
    Disabled,

    /// <summary>The model decides how many images, up to <c>max_images</c>.</summary>
    [JsonStringEnumMemberName("auto")]
    Auto,
}
