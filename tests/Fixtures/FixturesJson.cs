using System.Text.Json.Serialization;

namespace Seedream.Fixtures;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ReleaseManifest))]
[JsonSerializable(typeof(FixtureBlob[]))]
internal sealed partial class FixturesJson : JsonSerializerContext;
