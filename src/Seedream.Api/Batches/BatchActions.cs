using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Seedream.Api.Problems;
using Seedream.Api.Requests;
using Seedream.Api.Responses;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Outcomes;
using Seedream.Core.RunComfy;

namespace Seedream.Api.Batches;

/// <summary>Batches, and single jobs, are cancelled, tried again and collected.</summary>
public sealed class BatchActions
{
    private static readonly Dictionary<string, OutcomeKind> Outcomes = Enum.GetValues<OutcomeKind>().ToDictionary(
        kind => JsonSerializer.SerializeToElement(kind, ApiJson.Default.OutcomeKind).GetString()!, StringComparer.Ordinal);

    private readonly BatchStore _batches;
    private readonly BatchRounds _rounds;
    private readonly StopMarkers _markers;
    private readonly IPipelineStarter _starter;
    private readonly RunComfyOptions _api;

    public BatchActions(BatchStore batches, BatchRounds rounds, StopMarkers markers, IPipelineStarter starter, RunComfyOptions api)
    {
        _batches = batches;
        _rounds = rounds;
        _markers = markers;
        _starter = starter;
        _api = api;
    }

    public async Task<IResult> CancelAsync(HttpContext context, string batch)
    {
        BatchRecord cancelled = await CancelAsync(batch, context);
        return new JsonResult<BatchDocument>(BatchDocument.From(cancelled, progress: null), ApiJson.Default.BatchDocument, StatusCodes.Status202Accepted) { Location = $"/api/batches/{batch}" };
    }

    public async Task<IResult> RetryAsync(HttpContext context, string batch)
    {
        ArgumentNullException.ThrowIfNull(context);
        Query query = new(context.Request, "only", "dryRun");
        OtherModelException.ThrowIfOther(await _batches.GetAsync(batch, context.RequestAborted), _api);
        IReadOnlySet<OutcomeKind> kinds = query.Text("only") is { } only ? Parse(only) : BatchRounds.RetriedByDefault;
        if (query.Flag("dryRun"))
        {
            RoundPreview preview = await _rounds.PreviewRetryAsync(batch, kinds, context.RequestAborted);
            return new JsonResult<RoundDocument>(RoundDocument.From(batch, preview, started: false), ApiJson.Default.RoundDocument);
        }

        return await StartAsync(batch, await _rounds.BeginRetryAsync(batch, kinds, _starter.Owner, context.RequestAborted));
    }

    public async Task<IResult> CollectAsync(HttpContext context, string batch)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (new Query(context.Request, "dryRun").Flag("dryRun"))
        {
            RoundPreview preview = await _rounds.PreviewCollectAsync(batch, context.RequestAborted);
            return new JsonResult<RoundDocument>(RoundDocument.From(batch, preview, started: false), ApiJson.Default.RoundDocument);
        }

        return await StartAsync(batch, await _rounds.BeginCollectAsync(batch, _starter.Owner, context.RequestAborted));
    }

    /// <summary>Tells a batch or a single job to end; the record as it is then.</summary>
    internal async Task<BatchRecord> CancelAsync(string id, HttpContext context)
    {
        _ = new Query(context.Request);
        BatchRecord batch = await _batches.GetAsync(id, context.RequestAborted);
        if (batch.CompletedAt is not null || batch.Status == BatchStatus.Rejected)
            throw new ApiException(HttpCodes.Ended, $"{id} has ended already") { Id = id };
        await _markers.CancelAsync(id, batch.Round, "cancelled by a call to the API", CancellationToken.None);
        BatchRecord told = await _batches.UpdateAsync(
            id, record => record.CompletedAt is null && record.Round == batch.Round ? record with { Status = BatchStatus.Cancelling } : record, CancellationToken.None);
        // Should nobody run it just now, somebody has to, so that every row gets its outcome.
        await _starter.StartAsync(id, batch.Round, CancellationToken.None);
        return told;
    }

    private async Task<IResult> StartAsync(string batch, RoundPreview round)
    {
        if (round.Rows == 0)
        {
            string held = round.Held == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {round.Held} may have been paid for and are left alone: collect asks for what can be asked for, free of charge, and only=uncertain submits them again, which may pay a second time");
            throw new ApiException(HttpCodes.NotPossible, $"batch {batch} has no row to which this applies{held}") { Id = batch };
        }

        // What fails here is on record as begun, and started at the host's next look.
        await _starter.StartAsync(batch, round.Round, CancellationToken.None);
        _rounds.Forget(batch);
        return new JsonResult<RoundDocument>(RoundDocument.From(batch, round, started: true), ApiJson.Default.RoundDocument, StatusCodes.Status202Accepted) { Location = $"/api/batches/{batch}" };
    }

    internal static HashSet<OutcomeKind> Parse(string only)
    {
        HashSet<OutcomeKind> kinds = [];
        foreach (string word in only.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!Outcomes.TryGetValue(word, out OutcomeKind kind))
                throw new ApiException(HttpCodes.BadParameter, $"expected outcomes such as {string.Join(", ", Outcomes.Keys)}, found {Shown.Text(word)}");
            kinds.Add(kind);
        }

        return kinds;
    }
}
