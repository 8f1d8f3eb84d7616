using System.Text.Json.Serialization;
using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Planning;

namespace Seedream.Api.Batches;

/// <summary>What was found in a prompt file, and the most it can yield and cost.</summary>
public sealed record PlanDocument
{
    [JsonPropertyName("file")]
    public required string File { get; init; }

    /// <summary><c>csv</c> or <c>jsonl</c>.</summary>
    [JsonPropertyName("format")]
    public required string Format { get; init; }

    [JsonPropertyName("columns")]
    public required IReadOnlyList<string> Columns { get; init; }

    [JsonPropertyName("content_sha256")]
    public required string ContentSha256 { get; init; }

    [JsonPropertyName("content_bytes")]
    public required long ContentBytes { get; init; }

    [JsonPropertyName("rows")]
    public required int Rows { get; init; }

    [JsonPropertyName("valid_rows")]
    public required int ValidRows { get; init; }

    [JsonPropertyName("invalid_rows")]
    public required int InvalidRows { get; init; }

    /// <summary>The most images the valid rows can yield.</summary>
    [JsonPropertyName("most_images")]
    public required long MostImages { get; init; }

    /// <summary>US dollars: the most they can cost at today's price.</summary>
    [JsonPropertyName("most_usd")]
    public required decimal MostUsd { get; init; }

    [JsonPropertyName("price_per_image_usd")]
    public required decimal PricePerImageUsd { get; init; }

    /// <summary>True when the file as a whole is unusable; no row of it would run.</summary>
    [JsonPropertyName("rejected")]
    public required bool Rejected { get; init; }

    /// <summary>Problems in all, warnings included.</summary>
    [JsonPropertyName("problem_count")]
    public required long ProblemCount { get; init; }

    /// <summary>Those asked for.</summary>
    [JsonPropertyName("problems")]
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>Pass as <c>offset</c> for the problems that follow; absent after the last.</summary>
    [JsonPropertyName("next_offset")]
    public long? NextOffset { get; init; }

    /// <summary>Rows that ran already: they are taken over, and nothing is paid for them again.</summary>
    [JsonPropertyName("ran_rows")]
    public int RanRows { get; init; }

    /// <summary>The batches in which they ran.</summary>
    [JsonPropertyName("ran_in")]
    public IReadOnlyList<string> RanIn { get; init; } = [];

    /// <summary>Rows that may be submitted.</summary>
    [JsonPropertyName("rows_to_submit")]
    public int RowsToSubmit { get; init; }

    /// <summary>US dollars: the most these can cost at today's price.</summary>
    [JsonPropertyName("most_to_pay_usd")]
    public decimal MostToPayUsd { get; init; }

    /// <summary>The batch that this very content is already; absent for a new one, and once it is accepted.</summary>
    [JsonPropertyName("same_as")]
    public string? SameAs { get; init; }

    /// <summary>What would become of those rows of a <c>failed.csv</c> that a batch here has, which are not in the counts; absent for any other file, and once it is accepted.</summary>
    [JsonPropertyName("failed")]
    public FailedRowsDocument? Failed { get; init; }

    /// <summary>Why it would be refused although nothing is wrong with it; absent if it would not.</summary>
    [JsonPropertyName("refusal")]
    public string? Refusal { get; init; }

    /// <summary>The same of a batch that has ended: nothing is left to be submitted.</summary>
    internal PlanDocument Ended() => this with { RowsToSubmit = 0, MostToPayUsd = 0 };

    /// <summary>What a file would come to.</summary>
    public static PlanDocument From(BatchPreview preview, decimal price, IReadOnlyList<Problem> problems, long? nextOffset = null)
    {
        ArgumentNullException.ThrowIfNull(preview);
        return From(preview.Plan, price, problems, nextOffset) with
        {
            RowsToSubmit = preview.RowsToSubmit,
            MostToPayUsd = preview.MostImages * price,
            SameAs = preview.SameAs?.Id,
            Refusal = preview.Refusal,
            Failed = FailedRowsDocument.From(preview.Failed),
        };
    }

    public static PlanDocument From(PlanSummary plan, decimal price, IReadOnlyList<Problem> problems, long? nextOffset = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new PlanDocument
        {
            File = plan.File,
            Format = plan.Format,
            Columns = plan.Header.Columns,
            ContentSha256 = plan.ContentSha256,
            ContentBytes = plan.ContentBytes,
            Rows = plan.Rows,
            ValidRows = plan.ValidRows,
            InvalidRows = plan.InvalidRows,
            MostImages = plan.MostImages,
            MostUsd = plan.MostImages * price,
            PricePerImageUsd = price,
            Rejected = plan.Rejected,
            ProblemCount = plan.ProblemCount,
            Problems = problems,
            NextOffset = nextOffset,
            RanRows = plan.RanRows - plan.HeldRows,
            RanIn = plan.RanIn ?? [],
            RowsToSubmit = plan.Rejected ? 0 : plan.ValidRows - plan.RanRows,
            MostToPayUsd = plan.Rejected ? 0 : (plan.MostImages - plan.RanImages) * price,
        };
    }
}
