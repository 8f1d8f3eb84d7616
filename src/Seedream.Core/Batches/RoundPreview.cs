using System.Text.Json.Serialization;
using Seedream.Core.Outcomes;
using Seedream.Core.Submission;

namespace Seedream.Core.Batches;

/// <summary>What a further round does and can cost.</summary>
public sealed record RoundPreview
{
    [JsonPropertyName("round")]
    public required int Round { get; init; }

    /// <summary>Rows the round works on.</summary>
    [JsonPropertyName("rows")]
    public int Rows { get; init; }

    /// <summary>Of these, rows whose known request is asked for, free of charge.</summary>
    [JsonIgnore]
    public int Asked => Rows - Submitted;

    /// <summary>Of these, rows that are submitted again and so paid for again.</summary>
    [JsonPropertyName("submitted")]
    public int Submitted { get; init; }

    /// <summary>The most US dollars the submitted ones can cost.</summary>
    [JsonPropertyName("most_usd")]
    public decimal MostUsd { get; init; }

    /// <summary>Rows that are left alone, since they may have been paid for: only a person who names <c>uncertain</c> has them submitted again.</summary>
    [JsonPropertyName("held")]
    public int Held { get; init; }

    /// <summary>US dollars that stay open although the rows are submitted again: requests the API does not know any more, which may have been paid for.</summary>
    [JsonPropertyName("open_usd")]
    public decimal OpenUsd { get; init; }

    internal RoundPreview With(RowDecision decision, JobOutcome? known, decimal mostUsd) => decision.Step switch
    {
        RowStep.Ask => this with { Rows = Rows + 1 },
        RowStep.Hold => this with { Held = Held + 1 },
        RowStep.Submit => this with
        {
            Rows = Rows + 1,
            Submitted = Submitted + 1,
            MostUsd = MostUsd + mostUsd,
            OpenUsd = OpenUsd + (decision.Lost == 0 || known is null ? 0 : RowOutcome.Priced(known, mostUsd).OpenCostUsd ?? 0),
        },
        _ => this,
    };
}
