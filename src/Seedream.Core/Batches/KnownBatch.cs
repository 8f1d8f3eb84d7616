using Seedream.Core.Identity;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Planning;

namespace Seedream.Core.Batches;

/// <summary>A batch that a <c>failed.csv</c> names, and what it takes to know its rows again.</summary>
internal sealed class KnownBatch(BatchRecord record, PlanSummary plan, RowHasher hasher)
{
    public BatchRecord Record => record;

    public PlanSummary Plan => plan;

    /// <summary>
    /// True for a row that nobody has corrected: it asks for the same, or, where nothing is said about empty cells, has the same
    /// words in every cell that means something.
    /// </summary>
    public bool IsUnchanged(PromptRow row, PromptHeader header, PromptRow planned, JobDefaults defaults) =>
        (row.Input is { } input && planned.Input is { } before && hasher.Key(row.Id, input) == hasher.Key(planned.Id, before))
        || (defaults == new JobDefaults() && WordsOf(row, header) == WordsOf(planned, plan.Header));

    /// <summary>What stands in the cells that mean something, wherever their columns are.</summary>
    public static string WordsOf(PromptRow row, PromptHeader header) => string.Join('\u001F', ColumnNames.Meanings.Select(meaning => Cell(row, header, meaning)));

    private static string Cell(PromptRow row, PromptHeader header, string meaning)
    {
        for (int index = 0; index < header.Meanings.Count && index < row.Cells.Count; index++)
        {
            if (header.Meanings[index] == meaning)
                return row.Cells[index].Trim().ReplaceLineEndings("\n");
        }

        return "";
    }
}
