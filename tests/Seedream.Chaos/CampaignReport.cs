using System.Collections.Concurrent;
using System.Globalization;

namespace Seedream.Chaos;

/// <summary>What was done in a campaign and what was found. Counted from several threads.</summary>
public sealed class CampaignReport
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _violations = new();
    private readonly ConcurrentQueue<string> _notes = new();

    /// <summary>How often each kind of trouble was made, and what was counted at the end.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>Broken promises; empty when all is well.</summary>
    public IReadOnlyCollection<string> Violations => _violations;

    /// <summary>What is worth knowing and breaks no promise.</summary>
    public IReadOnlyCollection<string> Notes => _notes;

    public int CountOf(string what) => _counts.GetValueOrDefault(what);

    public void Count(string what, int times = 1) => _counts.AddOrUpdate(what, times, (_, before) => before + times);

    public void Violation(string what) => _violations.Enqueue(what);

    public void Note(string what) => _notes.Enqueue(what);

    /// <summary>Adds what another campaign did and found.</summary>
    public void Add(CampaignReport other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach ((string what, int times) in other.Counts)
            Count(what, times);
        foreach (string note in other.Notes)
            Note(note);
        foreach (string violation in other.Violations)
            Violation(violation);
    }

    /// <summary>A line per count, note and violation.</summary>
    public string ToText(int mostViolations = 40)
    {
        List<string> lines = [.. _counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => string.Create(CultureInfo.InvariantCulture, $"  {count.Key,-34}{count.Value,8}"))];
        lines.AddRange(_notes.Distinct(StringComparer.Ordinal).Take(mostViolations).Select(note => $"  note: {note}"));
        lines.AddRange(_violations.Take(mostViolations).Select(violation => $"  VIOLATION: {violation}"));
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"  {_violations.Count} violations"));
        return string.Join('\n', lines);
    }
}
