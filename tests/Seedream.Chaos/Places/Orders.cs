using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Seedream.Chaos.Places;

/// <summary>What was asked for from outside, by whoever uses the pipeline: what may be paid is counted against it.</summary>
internal sealed class Orders
{
    private readonly ConcurrentDictionary<string, PromptFamily> _families = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (PromptFamily Family, FileVersion? Version)> _contents = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _jobs = new(StringComparer.Ordinal);

    public IReadOnlyCollection<PromptFamily> Families => [.. _families.Values];

    /// <summary>Single jobs: those asked for over HTTP by id, messages by the prompt that stands in no other.</summary>
    public IReadOnlyCollection<string> JobPrompts => [.. _jobs.Keys];

    /// <summary>Messages that are of no use and must end in the poison queue.</summary>
    public int BadMessages { get; set; }

    public PromptFamily Family(string name, FileVersion first, bool grows = false)
    {
        PromptFamily family = _families.GetOrAdd(name, _ => new PromptFamily(name, grows));
        family.Add(first);
        return family;
    }

    /// <summary>The bytes of a version, which are known from now on: nothing is handed over that was not written here.</summary>
    public byte[] Write(PromptFamily family, FileVersion version, Spelling spelling = Spelling.Plain)
    {
        byte[] content = version.Write(spelling);
        _contents[HashOf(content)] = (family, version);
        return content;
    }

    /// <summary>The family to which a report's rows belong that is dropped again.</summary>
    public void Report(PromptFamily family, byte[] content) => _contents[HashOf(content)] = (family, null);

    /// <summary>What a batch was made of; the version is null for a report that was dropped again.</summary>
    public (PromptFamily Family, FileVersion? Version)? Find(string sha256) =>
        _contents.TryGetValue(sha256, out (PromptFamily, FileVersion?) found) ? found : null;

    public void Job(string prompt) => _jobs[prompt] = 0;

    private static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
