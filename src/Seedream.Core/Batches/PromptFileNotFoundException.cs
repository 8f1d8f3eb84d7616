namespace Seedream.Core.Batches;

/// <summary>There is no file of this name in the prompts container.</summary>
public sealed class PromptFileNotFoundException(string name)
    : Exception($"there is no file '{(name.Length <= 200 ? name : name[..200])}' in the prompts container");
