using Seedream.Core.Conducting;

namespace Seedream.Core.Batches;

/// <summary>What a further round does and can cost.</summary>
public sealed record RoundPreview
{
    public required int Round { get; init; }

    /// <summary>Rows the round works on.</summary>
    public int Rows { get; init; }

    /// <summary>Of these, rows that are submitted again and so paid for again.</summary>
    public int Submitted { get; init; }

    /// <summary>The most US dollars the submitted ones can cost.</summary>
    public decimal MostUsd { get; init; }

    internal RoundPreview With(Job job, decimal mostUsd) => this with
    {
        Rows = Rows + 1,
        Submitted = Submitted + (job.KnownOnly ? 0 : 1),
        MostUsd = MostUsd + (job.KnownOnly ? 0 : mostUsd),
    };
}
