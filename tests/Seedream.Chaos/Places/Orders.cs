using System.Collections.Concurrent;

namespace Seedream.Chaos.Places;

/// <summary>What was asked for from outside, by whoever uses the pipeline: what may be paid is counted against it.</summary>
internal sealed class Orders
{
    private readonly ConcurrentDictionary<string, FileOrder> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _jobs = new(StringComparer.Ordinal);

    public IReadOnlyCollection<FileOrder> Files => [.. _files.Values];

    /// <summary>Single jobs: those asked for over HTTP by id, messages by the prompt that stands in no other.</summary>
    public IReadOnlyCollection<string> JobPrompts => [.. _jobs.Keys];

    /// <summary>Messages that are of no use and must end in the poison queue.</summary>
    public int BadMessages { get; set; }

    public FileOrder File(string name, int rows) => _files.GetOrAdd(name, _ => new FileOrder(name, rows));

    public FileOrder? Find(string name) => _files.GetValueOrDefault(name);

    public void Job(string prompt) => _jobs[prompt] = 0;
}
