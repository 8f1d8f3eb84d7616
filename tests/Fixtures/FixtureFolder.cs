namespace Seedream.Fixtures;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class FixtureFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("seedream-fixture-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
