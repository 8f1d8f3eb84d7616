namespace Seedream.Core.Orchestration;

/// <summary>Typed name of an activity, and how a failing call of it is repeated. The name is a durable contract.</summary>
public sealed record ActivityHandle<TInput, TOutput>(string Name, ActivityRetry Retry);
