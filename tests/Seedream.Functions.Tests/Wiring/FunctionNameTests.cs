using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Seedream.Core.Batches;
using Seedream.Core.Conducting;
using Seedream.Core.Notifying;
using Seedream.Core.Orchestration;
using Seedream.Core.Queues;
using Seedream.Functions.Durable;

namespace Seedream.Functions.Tests.Wiring;

/// <summary>Names under which Durable Functions finds orchestrations and activities again after a deployment.</summary>
public sealed class FunctionNameTests
{
    [Fact]
    public void Activities_EachHandle_IsAFunctionOfTheSameName()
    {
        string[] handles = [.. typeof(Activities).GetProperties().Select(property => (string)property.PropertyType.GetProperty("Name")!.GetValue(property.GetValue(null))!)];

        Assert.Equal(handles.Order(StringComparer.Ordinal), NamesIn(typeof(PipelineActivities), typeof(ActivityTriggerAttribute)));
        Assert.Equal(["CheckJobs", "CloseBatch", "CollectImages", "GiveUpRound", "Notify", "PlanBatch", "SubmitJobs", "TakeRows"], handles.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Orchestrations_EachHandle_IsAFunctionOfTheSameName()
    {
        string[] handles = [Batch.Handle.Name, Conductor.Handle.Name, SingleJob.Handle.Name, Notification.Handle.Name];

        Assert.Equal(handles.Order(StringComparer.Ordinal), NamesIn(typeof(Orchestrations), typeof(OrchestrationTriggerAttribute)));
        Assert.Equal(["Batch", "Conductor", "Notification", "SingleJob"], handles.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void QueueTriggers_ListenToBothQueuesAndTheirPoisonQueues()
    {
        string[] queues = [.. TriggersOf<QueueTriggerAttribute>().Select(trigger => trigger.QueueName)];

        Assert.Equal([QueueNames.Drops, $"{QueueNames.Drops}-poison", QueueNames.Jobs, $"{QueueNames.Jobs}-poison"], queues.Order(StringComparer.Ordinal));
        Assert.All(TriggersOf<QueueTriggerAttribute>(), trigger => Assert.Equal("SeedreamStorage", trigger.Connection));
    }

    [Fact]
    public void Functions_HaveNamesOfTheirOwn()
    {
        string[] names = [.. All.Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name)];

        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    private static IEnumerable<MethodInfo> All => typeof(DurableContext).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null);

    private static IEnumerable<T> TriggersOf<T>()
        where T : Attribute => All.SelectMany(method => method.GetParameters()).Select(parameter => parameter.GetCustomAttribute<T>()).OfType<T>();

    private static IEnumerable<string> NamesIn(Type type, Type trigger) => All
        .Where(method => method.DeclaringType == type && method.GetParameters().Any(parameter => parameter.IsDefined(trigger)))
        .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name)
        .Order(StringComparer.Ordinal);
}
