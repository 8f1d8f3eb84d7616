using Seedream.Core.Notifying;

namespace Seedream.Core.Tests.Notifying;

/// <summary>A target that answers as told, one answer per try.</summary>
internal sealed class ScriptedTarget(string name, params Delivery[] answers) : INotificationTarget
{
    private readonly Queue<Delivery> _answers = new(answers);

    public string Name => name;

    public bool IsConfigured => true;

    public List<EventMessage> Messages { get; } = [];

    public Task<Delivery> DeliverAsync(EventMessage message, CancellationToken cancellationToken)
    {
        Messages.Add(message);
        return Task.FromResult(_answers.Dequeue());
    }
}
