namespace Seedream.Core.Identity;

/// <summary>What was read, and the version to replace it by; a null version means that there is nothing yet.</summary>
internal sealed record Versioned<T>(T Value, string? Version);
