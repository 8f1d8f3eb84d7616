namespace Seedream.Chaos.Checking;

/// <summary>A file as the results name it.</summary>
internal sealed record ResultFile(string Name, long Bytes, string Sha256);
