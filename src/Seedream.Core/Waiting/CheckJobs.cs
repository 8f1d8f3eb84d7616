using Seedream.Core.Batches;
using Seedream.Core.Conducting;
using Seedream.Core.Orchestration;
using Seedream.Core.Outcomes;
using Seedream.Core.RunComfy;
using Seedream.Core.Telemetry;

namespace Seedream.Core.Waiting;

/// <summary>Activity: looks at a chunk of tickets side by side. What has finished is marked for collection, nothing is fetched here.</summary>
public sealed class CheckJobs : IActivity<CheckJobsInput, CheckedJobs>
{
    private readonly TicketEndings _endings;
    private readonly StopMarkers _markers;
    private readonly RunComfyClient _client;

    public CheckJobs(TicketEndings endings, StopMarkers markers, RunComfyClient client)
    {
        _endings = endings;
        _markers = markers;
        _client = client;
    }

    public async Task<CheckedJobs> RunAsync(CheckJobsInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        StopReason stop = await _markers.LookAsync(input.Share.Batch, input.Share.Round, cancellationToken);
        CheckedJobs[] results = await Task.WhenAll(input.Tickets.Select(ticket => CheckAsync(input.Share, ticket, stop, cancellationToken)));
        return TicketEndings.Combine(results, stop);
    }

    private async Task<CheckedJobs> CheckAsync(BatchShare share, Ticket ticket, StopReason stop, CancellationToken cancellationToken)
    {
        bool late = _endings.IsLate(ticket);
        try
        {
            RequestStatus status = await JobSteps.LookAsync(share.Batch, ticket, () => _client.GetStatusAsync(ticket.RequestId, cancellationToken));
            int? position = status.Phase == RequestPhase.Queued ? status.QueuePosition : null;
            bool leftTheQueue = ticket.QueuePosition is not null && position is null;
            Ticket looked = ticket.Known() with { Looks = ticket.Looks + 1, QueuePosition = position, NotBefore = 0, StatusOnly = ticket.StatusOnly && !leftTheQueue };
            switch (status.Phase)
            {
                case RequestPhase.Completed or RequestPhase.Failed:
                    return TicketEndings.Goes(looked with { Finished = true });
                case RequestPhase.Cancelled:
                    return await _endings.EndAsync(share, looked, OutcomeKind.Cancelled, JobCodes.CancelledAtApi, "the request was cancelled at the API", isFinal: true);
                case RequestPhase.Queued when stop == StopReason.Cancelled:
                    return await CancelAsync(share, looked, cancellationToken);
                case RequestPhase.Unknown when !late:
                    // A word nobody documents may mean that it is over: the result tells, as far as anything does.
                    return TicketEndings.Goes(looked with { Finished = true, StatusOnly = false });
                default:
                    return late ? await _endings.TimeOutAsync(share, looked, $"the API still says '{status.Word}'") : TicketEndings.Goes(looked);
            }
        }
        catch (RequestNotFoundException exception)
        {
            return await _endings.DenyAsync(share, ticket, exception, cancellationToken);
        }
        catch (AccountRefusedException exception)
        {
            return await _endings.RefuseAsync(share, ticket, exception, cancellationToken);
        }
        catch (InputRejectedException) when (!late)
        {
            // That is for the result to say.
            return TicketEndings.Goes(ticket.Known() with { Looks = ticket.Looks + 1, NotBefore = 0, Finished = true, StatusOnly = false });
        }
        catch (RunComfyException exception)
        {
            Ticket later = ticket.Known() with { Looks = ticket.Looks + 1, NotBefore = _endings.RetryAt(exception) };
            return late
                ? await _endings.TimeOutAsync(share, later, exception.Message)
                : TicketEndings.Goes(later) with { Note = exception is RateLimitedException or ApiUnreachableException ? exception.Message : null };
        }
    }

    private async Task<CheckedJobs> CancelAsync(BatchShare share, Ticket ticket, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.CancelAsync(ticket.RequestId, cancellationToken) == CancelOutcome.Cancelled
                ? await _endings.EndAsync(share, ticket, OutcomeKind.Cancelled, JobCodes.CancelledAtApi, "cancelled while still queued at the API", isFinal: true)
                : TicketEndings.Goes(ticket);
        }
        catch (RequestNotFoundException)
        {
            // Its status says that it is queued: it will run and be billed, so it is waited for, whatever the cancel call says.
            return TicketEndings.Goes(ticket);
        }
    }
}
