namespace Seedream.Core.Storage;

/// <summary>The three containers of the pipeline: what people drop, what they look at, and the pipeline's own state.</summary>
/// <param name="Prompts">Prompt files as dropped; only ever read.</param>
/// <param name="Images">Images and reports.</param>
/// <param name="State">Plans, ledger, outcomes, markers, leases.</param>
public sealed record PipelineStorage(IObjectStore Prompts, IObjectStore Images, IObjectStore State);
