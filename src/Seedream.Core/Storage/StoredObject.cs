namespace Seedream.Core.Storage;

/// <summary>A small object's content and the version to replace it by.</summary>
public sealed record StoredObject(ReadOnlyMemory<byte> Content, string Version);
