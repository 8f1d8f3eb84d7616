namespace Seedream.Chaos.Places;

/// <summary>A row of a prompt file, cell by cell.</summary>
internal sealed record PromptLine(string Id, string Prompt, string Sequential, string MostImages, string Shelf)
{
    /// <summary>The setting that no row may have.</summary>
    public const string TooMany = "99";

    public bool IsValid => MostImages != TooMany;

    /// <summary>What is paid for once: the shelf is metadata.</summary>
    public (string Id, string Prompt) Key => (Id, Prompt);
}
