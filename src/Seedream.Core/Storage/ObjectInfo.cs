namespace Seedream.Core.Storage;

/// <summary>An object in a listing. <c>Version</c> is an opaque token (an ETag); it is null where a listing does not know it.</summary>
public sealed record ObjectInfo(string Name, long Length, DateTimeOffset LastModified, string? Version = null, string? ContentType = null)
{
    /// <summary>The whole content, where the listing came with it; null: read it.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }
}
