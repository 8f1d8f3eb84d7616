using System.Text.Json.Serialization;
using Seedream.Core.Batches;

namespace Seedream.Api.Batches;

/// <summary>What a further round does, or would do.</summary>
public sealed record RoundDocument
{
    [JsonPropertyName("batch")]
    public required string Batch { get; init; }

    [JsonPropertyName("round")]
    public required int Round { get; init; }

    /// <summary>Rows the round works on.</summary>
    [JsonPropertyName("rows")]
    public required int Rows { get; init; }

    /// <summary>Of these, rows whose known request is asked for, free of charge.</summary>
    [JsonPropertyName("asked")]
    public required int Asked { get; init; }

    /// <summary>Of these, rows that are submitted again and so paid for again.</summary>
    [JsonPropertyName("submitted")]
    public required int Submitted { get; init; }

    /// <summary>US dollars: the most the submitted ones can cost.</summary>
    [JsonPropertyName("most_usd")]
    public required decimal MostUsd { get; init; }

    /// <summary>Rows that are left alone, since they may have been paid for: submitted again only where <c>uncertain</c> is named.</summary>
    [JsonPropertyName("held")]
    public required int Held { get; init; }

    /// <summary>US dollars that stay open although their rows are submitted again: the API does not know the request any more, and may have charged it.</summary>
    [JsonPropertyName("open_usd")]
    public required decimal OpenUsd { get; init; }

    /// <summary>False for a preview.</summary>
    [JsonPropertyName("started")]
    public required bool Started { get; init; }

    public static RoundDocument From(string batch, RoundPreview round, bool started)
    {
        ArgumentNullException.ThrowIfNull(round);
        return new RoundDocument
        {
            Batch = batch,
            Round = round.Round,
            Rows = round.Rows,
            Asked = round.Asked,
            Submitted = round.Submitted,
            MostUsd = round.MostUsd,
            Held = round.Held,
            OpenUsd = round.OpenUsd,
            Started = started,
        };
    }
}
