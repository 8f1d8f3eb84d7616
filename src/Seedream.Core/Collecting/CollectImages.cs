using System.Globalization;
using Seedream.Core.Batches;
using Seedream.Core.Conducting;
using Seedream.Core.Intake;
using Seedream.Core.Orchestration;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;
using Seedream.Core.Submission;
using Seedream.Core.Telemetry;
using Seedream.Core.Waiting;

namespace Seedream.Core.Collecting;

/// <summary>
/// Activity: fetches the results of tickets that have finished, or probably have, copies their files into storage and stores the
/// outcomes. A ticket that has not finished after all goes back to waiting.
/// </summary>
public sealed class CollectImages : IActivity<CollectImagesInput, CheckedJobs>
{
    // A paid result is worth trying for; it can still be collected after these.
    private const int MostCollections = 5;
    private const int SlugLength = 40;

    private readonly IObjectStore _images;
    private readonly TicketEndings _endings;
    private readonly OutcomeStore _outcomes;
    private readonly StopMarkers _markers;
    private readonly TicketWorth _worth;
    private readonly PlanReader _plan;
    private readonly RunComfyClient _client;
    private readonly Collector _collector;
    private readonly TimeProvider _clock;

    public CollectImages(PipelineStorage storage, TicketEndings endings, OutcomeStore outcomes, StopMarkers markers, TicketWorth worth, PlanReader plan, RunComfyClient client, Collector collector, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _images = storage.Images;
        _endings = endings;
        _outcomes = outcomes;
        _markers = markers;
        _worth = worth;
        _plan = plan;
        _client = client;
        _collector = collector;
        _clock = clock;
    }

    public async Task<CheckedJobs> RunAsync(CollectImagesInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        BatchShare share = input.Share;
        StopReason stop = await _markers.LookAsync(share.Batch, share.Round, cancellationToken);
        List<PromptRow> rows = await _plan.ReadRowsAsync(share.Batch, [.. input.Tickets.Select(ticket => ticket.Row)], cancellationToken).ToListAsync(cancellationToken);
        CheckedJobs[] results = await Task.WhenAll(input.Tickets.Select((ticket, index) => CollectAsync(share, ticket, rows[index], cancellationToken)));
        return TicketEndings.Combine(results, stop);
    }

    private async Task<CheckedJobs> CollectAsync(BatchShare share, Ticket ticket, PromptRow row, CancellationToken cancellationToken)
    {
        if (ticket.Repeated && await _outcomes.ReadAsync(share.Batch, ticket.Row, share.Round, cancellationToken) is { } known)
            return new CheckedJobs { Ended = [Summarize(known, seconds: null)] };
        RequestResult? result = null;
        try
        {
            result = await _client.GetResultAsync(ticket.RequestId, cancellationToken);
            return result.Phase switch
            {
                RequestPhase.Completed => await StoreAsync(share, ticket.Known(), row, result, cancellationToken),
                RequestPhase.Failed => await _endings.EndAsync(share, ticket, OutcomeKind.Failed, result.ErrorCode ?? JobCodes.FailedWithoutReason, result.Error ?? "the API says it failed and not why", result, isFinal: true),
                RequestPhase.Cancelled => await _endings.EndAsync(share, ticket, OutcomeKind.Cancelled, JobCodes.CancelledAtApi, "the request was cancelled at the API", result, isFinal: true),
                _ => await GoOnAsync(share, ticket.Known(), result),
            };
        }
        catch (RequestNotFoundException) when (!ticket.Finished)
        {
            // Where results are unknown until they are there, the status still tells what is.
            return TicketEndings.Goes(ticket with { StatusOnly = true, Looks = ticket.Looks + 1 });
        }
        catch (RequestNotFoundException exception)
        {
            return await _endings.DenyAsync(share, ticket, exception, cancellationToken);
        }
        catch (AccountRefusedException exception)
        {
            return await _endings.RefuseAsync(share, ticket, exception, cancellationToken);
        }
        catch (InputRejectedException exception) when (ticket.Finished || VendorCodes.MeansModeration(exception.VendorCode))
        {
            return await _endings.EndAsync(share, ticket, OutcomeKind.Failed, exception.VendorCode ?? exception.Code, exception.Message, isFinal: true);
        }
        catch (InputRejectedException)
        {
            // While the job may still run, it may only mean "not yet": whether it has finished is for the status to say.
            return TicketEndings.Goes(ticket.Known() with { StatusOnly = true, Looks = ticket.Looks + 1 });
        }
        catch (CollectFailedException exception)
        {
            return await RetryAsync(share, ticket.Known(), exception, result);
        }
        catch (RunComfyException exception)
        {
            bool unclear = !ticket.Finished && exception is not (RateLimitedException or ApiUnreachableException);
            Ticket later = ticket.Known() with { NotBefore = _endings.RetryAt(exception), StatusOnly = ticket.StatusOnly || unclear };
            return _endings.IsLate(ticket)
                ? await _endings.EndAsync(share, later, OutcomeKind.TimedOut, exception.Code, $"{exception.Message}; it can still be collected without paying")
                : TicketEndings.Goes(later);
        }
    }

    private async Task<CheckedJobs> GoOnAsync(BatchShare share, Ticket ticket, RequestResult result)
    {
        // A queued job's place, which tells when to look again, is known to the status only.
        bool queued = result.Phase == RequestPhase.Queued;
        Ticket looked = ticket with { Finished = false, Looks = ticket.Looks + 1, NotBefore = 0, StatusOnly = ticket.StatusOnly || queued };
        if (!_endings.IsLate(ticket))
            return TicketEndings.Goes(looked);
        // Finished, says the status, but not yet, says the result: back to waiting, though not for ever.
        return ticket.Finished
            ? await _endings.EndAsync(share, looked, OutcomeKind.TimedOut, JobCodes.TimedOut, $"the API says that it has finished, and gives no result ('{result.Word}'); it can still be collected without paying", result)
            : await _endings.TimeOutAsync(share, looked, $"the API still says '{result.Word}'", result);
    }

    private async Task<CheckedJobs> StoreAsync(BatchShare share, Ticket ticket, PromptRow row, RequestResult result, CancellationToken cancellationToken)
    {
        CollectedFiles collected = await JobSteps.CollectAsync(share.Batch, ticket, result, () => _collector.CollectAsync(
            _images, StateLayout.Images(share.Batch), StemOf(row), result, token => _client.GetResultAsync(ticket.RequestId, token), cancellationToken));
        TicketValue value = await _worth.OfAsync(share, row, cancellationToken);
        JobOutcome outcome = value.Price(_endings.Describe(ticket, OutcomeKind.Succeeded) with { Notes = Notes(result, collected) }, result) with
        {
            Files = collected.Files,
            GeneratedAt = result.FinishedAt,
        };
        outcome = SharedRows.Settle(ticket, outcome);
        await _outcomes.WriteAsync(share.Batch, share.Round, outcome, CancellationToken.None);
        CheckedJobs ended = new() { Ended = [Summarize(outcome, TicketEndings.SecondsOf(result))] };
        return await CostsMoreThanPlannedAsync(share, row, value, outcome) is { } reason
            ? ended with { Stop = StopReason.Halted, Note = reason }
            : ended;
    }

    private static string[]? Notes(RequestResult result, CollectedFiles collected)
    {
        List<string> notes = [.. collected.Notes];
        if (result.Word.Length > 0 && PhaseWords.Read(result.Word) == RequestPhase.Unknown)
            notes.Insert(0, $"the API calls its state '{result.Word}', which is not documented");
        return notes.Count == 0 ? null : [.. notes];
    }

    // The worst case was agreed to at a price; an API that charges half as much again is not what was agreed to.
    private async Task<string?> CostsMoreThanPlannedAsync(BatchShare share, PromptRow row, TicketValue value, JobOutcome outcome)
    {
        if (outcome.CostUsd is not { } cost || row.Input is null || value.MostUsd <= 0 || cost <= value.MostUsd * 1.5m)
            return null;
        string reason = string.Create(CultureInfo.InvariantCulture, $"row {row.Row} cost ${cost} where at most ${value.MostUsd} was planned; nothing more is submitted at that price");
        await _markers.HaltAsync(share.Batch, share.Round, JobCodes.CostsMoreThanPlanned, reason, CancellationToken.None);
        return reason;
    }

    private Task<CheckedJobs> RetryAsync(BatchShare share, Ticket ticket, CollectFailedException exception, RequestResult? result)
    {
        Ticket failed = ticket with { Finished = true, FailedCollections = ticket.FailedCollections + 1 };
        if (!exception.CanRetry || failed.FailedCollections >= MostCollections)
            return _endings.EndAsync(share, failed, OutcomeKind.Failed, exception.Code, $"{exception.Message}; it was generated and can be collected again without paying", result);
        TimeSpan wait = TimeSpan.FromSeconds(Math.Pow(2, failed.FailedCollections));
        return Task.FromResult(TicketEndings.Goes(failed with { NotBefore = (_clock.GetUtcNow() + wait).ToUnixTimeMilliseconds() }));
    }

    private static EndedJob Summarize(JobOutcome outcome, double? seconds) => new()
    {
        Row = outcome.Row,
        Outcome = outcome.Outcome,
        Images = outcome.Files.Count,
        Bytes = outcome.Files.Sum(file => file.Bytes),
        CostUsd = outcome.CostUsd ?? 0,
        Seconds = seconds,
    };

    private static string StemOf(PromptRow row) =>
        string.Create(CultureInfo.InvariantCulture, $"{row.Row:D5}-{Slug.From(row.Input?.Prompt ?? "", SlugLength, "image")}");
}
