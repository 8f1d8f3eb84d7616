using Seedream.Core.Intake;
using Seedream.Core.Outcomes;
using Seedream.Core.Reporting;

namespace Seedream.Api.Rows;

/// <summary>Which rows are wanted: of these outcomes (null: any), and with this text in the row's own words.</summary>
/// <param name="Outcomes">Outcomes; null for all.</param>
/// <param name="Pending">Rows without an outcome.</param>
/// <param name="Search">Text to find, whatever its case; null for all.</param>
internal sealed record RowFilter(IReadOnlySet<OutcomeKind>? Outcomes, bool Pending, string? Search)
{
    public bool NeedsOutcome => Outcomes is not null;

    public bool Wants(OutcomeKind? outcome) => Outcomes is null || (outcome is { } kind ? Outcomes.Contains(kind) : Pending);

    public bool Finds(PromptRow row) => Search is not { } text || row.Cells.Any(cell => Has(cell, text)) || Has(row.Id, text);

    public bool Finds(ResultRecord record) => Search is not { } text || Has(record.Input?.Prompt, text) || Has(record.Id, text)
        || record.Metadata.Values.Any(value => Has(value, text)) || record.Cells?.Values.Any(value => Has(value, text)) == true;

    private static bool Has(string? text, string search) => text?.Contains(search, StringComparison.OrdinalIgnoreCase) == true;
}
