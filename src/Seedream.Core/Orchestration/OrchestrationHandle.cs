namespace Seedream.Core.Orchestration;

/// <summary>Typed name of an orchestration and its code. The name is a durable contract.</summary>
public sealed record OrchestrationHandle<TInput, TOutput>(string Name, Func<IOrchestrationContext, TInput, Task<TOutput>> RunAsync);
