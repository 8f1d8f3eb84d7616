using System.Collections.Immutable;

namespace Seedream.Chaos.Places;

/// <summary>
/// A prompt file with everything that became of it: versions under one name, copies under others. What it asks for is paid once,
/// and once more for each further word of a person.
/// </summary>
internal sealed class PromptFamily(string name, bool grows)
{
    private readonly Lock _gate = new();
    private ImmutableList<FileVersion> _versions = [];

    /// <summary>The name under which it came first.</summary>
    public string Name => name;

    /// <summary>True for a file that changes under its name and has no copies; false for one that only moves and is copied.</summary>
    public bool Grows => grows;

    public ImmutableList<FileVersion> Versions
    {
        get
        {
            lock (_gate)
                return _versions;
        }
    }

    public FileVersion Last => Versions[^1];

    /// <summary>Somebody has asked for rows that did not succeed to be tried again.</summary>
    public bool IsRetried { get; private set; }

    /// <summary>Somebody has said that what is uncertain may be paid for a second time.</summary>
    public bool IsUncertainNamed { get; private set; }

    public void Retry(bool uncertain)
    {
        IsRetried = true;
        IsUncertainNamed |= uncertain;
    }

    public void Add(FileVersion version)
    {
        lock (_gate)
            _versions = _versions.Add(version);
    }

    /// <summary>How often each prompt is asked for, retries aside: rows with other ids are other rows, and no version asks for a row that another had.</summary>
    public Dictionary<string, int> Wanted() => Versions
        .SelectMany(version => version.Counts())
        .GroupBy(count => count.Key)
        .Select(counts => (counts.Key.Prompt, Most: counts.Max(count => count.Value)))
        .GroupBy(most => most.Prompt, StringComparer.Ordinal)
        .ToDictionary(ids => ids.Key, ids => ids.Sum(most => most.Most), StringComparer.Ordinal);
}
