using Seedream.Core.Planning;

namespace Seedream.Core.Batches;

/// <summary>What a file would come to if it were accepted.</summary>
public sealed record BatchPreview
{
    /// <summary>What is in it, its limits judged; rows that ran already are in its counts.</summary>
    public required PlanSummary Plan { get; init; }

    /// <summary>The batch that this very content is already; null for a new one.</summary>
    public BatchRecord? SameAs { get; init; }

    /// <summary>Why it would be refused although nothing is wrong with it, such as a purged batch of this content; null if it would not.</summary>
    public string? Refusal { get; init; }

    /// <summary>Of a <c>failed.csv</c>, what becomes of the rows that a batch here has; they are not in <see cref="Plan"/>. Null for any other file.</summary>
    public FailedRows? Failed { get; init; }

    /// <summary>Valid rows that ran already: they are not submitted and not paid for.</summary>
    public int RanRows => Plan.RanRows;

    /// <summary>Rows that may be submitted.</summary>
    public int RowsToSubmit => Refusal is null && !Plan.Rejected ? Plan.ValidRows - Plan.RanRows : 0;

    /// <summary>The most images these can yield.</summary>
    public long MostImages => RowsToSubmit == 0 ? 0 : Plan.MostImages - Plan.RanImages;
}
