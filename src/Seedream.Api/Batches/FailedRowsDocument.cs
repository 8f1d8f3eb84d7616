using System.Text.Json.Serialization;
using Seedream.Core.Batches;

namespace Seedream.Api.Batches;

/// <summary>What becomes of the rows of a <c>failed.csv</c>.</summary>
public sealed record FailedRowsDocument
{
    /// <summary>Rows whose known request is asked for, free of charge.</summary>
    [JsonPropertyName("fetched")]
    public required int Fetched { get; init; }

    /// <summary>Rows that are submitted, and paid for, anew.</summary>
    [JsonPropertyName("paid_anew")]
    public required int PaidAnew { get; init; }

    /// <summary>US dollars: the most these can cost.</summary>
    [JsonPropertyName("most_usd")]
    public required decimal MostUsd { get; init; }

    /// <summary>Rows that may have been paid for, and are left alone.</summary>
    [JsonPropertyName("held")]
    public required int Held { get; init; }

    /// <summary>Rows of a batch of the file's own: corrected, or of no batch known here.</summary>
    [JsonPropertyName("new")]
    public required int New { get; init; }

    /// <summary>Batches of which a further round is begun for them.</summary>
    [JsonPropertyName("batches")]
    public required IReadOnlyList<string> Batches { get; init; }

    /// <summary>The same in a sentence.</summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    internal static FailedRowsDocument? From(FailedRows? failed) => failed is null ? null : new FailedRowsDocument
    {
        Fetched = failed.Fetched,
        PaidAnew = failed.PaidAnew,
        MostUsd = failed.MostUsd,
        Held = failed.Held,
        New = failed.New,
        Batches = [.. failed.Rounds.Where(round => round.Round.Rows > 0).Select(round => round.Batch)],
        Text = failed.Text,
    };
}
