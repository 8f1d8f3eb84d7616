using System.Text.Json.Serialization;
using Seedream.Core.Intake;
using Seedream.Core.Submission;

namespace Seedream.Core.Planning;

/// <summary>A line of a plan segment as it is read; <see cref="PlannedRowWriter"/> writes it.</summary>
internal sealed record PlannedRow
{
    [JsonPropertyName("row")]
    public required int Row { get; init; }

    [JsonPropertyName("line")]
    public required int Line { get; init; }

    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Null for a row with errors.</summary>
    [JsonPropertyName("input")]
    public PlannedInput? Input { get; init; }

    [JsonPropertyName("cells")]
    public required IReadOnlyList<string> Cells { get; init; }

    /// <summary>Batch and row in whose ledger its records stand; null for the row's own.</summary>
    [JsonPropertyName("home_batch")]
    public string? HomeBatch { get; init; }

    [JsonPropertyName("home_row")]
    public int HomeRow { get; init; }

    /// <summary>Why it is not submitted; null for a row that may be.</summary>
    [JsonPropertyName("held")]
    public string? Held { get; init; }

    /// <summary>Null when there are none: generated readers do not keep a property's initial value.</summary>
    [JsonPropertyName("problems")]
    public IReadOnlyList<Problem>? Problems { get; init; }

    public PromptRow ToRow() => new()
    {
        Row = Row,
        Line = Line,
        Id = Id,
        Input = Input?.ToInput(Cells),
        Cells = Cells,
        Home = HomeBatch is null ? null : new LedgerPlace(HomeBatch, HomeRow),
        Held = Held,
        Problems = Problems ?? [],
    };
}
