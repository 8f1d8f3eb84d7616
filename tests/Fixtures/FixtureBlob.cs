namespace Seedream.Fixtures;

/// <summary>A blob as it was, but for its content.</summary>
internal sealed record FixtureBlob(string Container, string Name, string ContentType, IReadOnlyDictionary<string, string> Metadata);
