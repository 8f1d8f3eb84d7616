using System.Text.Json.Serialization;

namespace Seedream.Local.Apis;

/// <summary>Who makes the pictures.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ApiKind>))]
internal enum ApiKind
{
    /// <summary>The simulator in this process: placeholder pictures, nothing paid.</summary>
    [JsonStringEnumMemberName("built_in_simulator")]
    BuiltInSimulator,

    /// <summary>The API at the configured address.</summary>
    [JsonStringEnumMemberName("api")]
    Api,
}
