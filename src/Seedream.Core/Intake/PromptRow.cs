using Seedream.Core.Jobs;
using Seedream.Core.Submission;

namespace Seedream.Core.Intake;

/// <summary>
/// A data row of a prompt file. <c>Input</c> is null exactly when a problem of the row is an error. <c>Cells</c> are the
/// row's own cells in the order of <see cref="PromptHeader.Columns"/>, as written (JSON Lines: text, or the JSON of a value
/// that is not a string).
/// </summary>
public sealed record PromptRow
{
    /// <summary>1-based among the data rows.</summary>
    public required int Row { get; init; }

    /// <summary>1-based physical line on which the row starts.</summary>
    public required int Line { get; init; }

    /// <summary>The row's own id (column <c>id</c>/<c>custom_id</c>), if any.</summary>
    public string? Id { get; init; }

    public JobInput? Input { get; init; }

    public required IReadOnlyList<string> Cells { get; init; }

    /// <summary>Where its ledger records stand, if not under its own batch and number (<see cref="LedgerPlace"/>); known once it is planned.</summary>
    public LedgerPlace? Home { get; init; }

    /// <summary>What a <c>failed.csv</c> says became of it; null for a row of any other file, and once it is planned.</summary>
    public ReportCells? Report { get; init; }

    /// <summary>Why it is not submitted, in words; null for a row that may be.</summary>
    public string? Held { get; init; }

    public IReadOnlyList<Problem> Problems { get; init; } = [];
}
