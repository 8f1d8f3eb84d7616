namespace Seedream.Core.Tests.Support;

/// <summary>A request as it came over the wire.</summary>
public sealed record LoopbackRequest(int Connection, string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Path => Target.Split('?')[0];
}
