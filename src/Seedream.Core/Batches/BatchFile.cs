namespace Seedream.Core.Batches;

/// <summary>A prompt file that is to become a batch.</summary>
public sealed record BatchFile
{
    /// <summary>Opens it; called once to identify it, and once to read it where that was not done before.</summary>
    public required Func<CancellationToken, Task<Stream>> Open { get; init; }

    /// <summary>Its name as people see it.</summary>
    public required string Name { get; init; }

    /// <summary>Its full name (<see cref="Identity.FullName"/>); null for a file that was handed over.</summary>
    public string? FullName { get; init; }

    /// <summary>Its name in the prompts container, if it lies there.</summary>
    public string? Source { get; init; }

    /// <summary>Id of a batch whose file this one continues, so that only rows that it had not are run; null for none.</summary>
    public string? Continues { get; init; }
}
