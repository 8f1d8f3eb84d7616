using Seedream.Core.Intake;

namespace Seedream.Core.Batches;

/// <summary>There is no file of this name in the prompts container.</summary>
public sealed class PromptFileNotFoundException(string name)
    : Exception($"there is no file {Found.Quote(name)} in the prompts container");
