namespace Seedream.Core.Batches;

/// <summary>Which kind of host runs a batch. What one kind runs the other leaves alone, unless a person moves it.</summary>
public static class BatchOwner
{
    /// <summary>A host on one machine: <c>seedream serve</c>.</summary>
    public const string Local = "local";

    /// <summary>Durable Functions.</summary>
    public const string Durable = "durable";
}
