using Seedream.Core.Batches;
using Seedream.Core.Drops;
using Seedream.Core.Hosting;
using Seedream.Core.Jobs;
using Seedream.Core.Retention;

namespace Seedream.Core.Queues;

/// <summary>Accepts queue messages, the same on every host. Delivering a message again changes nothing.</summary>
public sealed class MessageIntake
{
    private readonly JobMessageReader _reader;
    private readonly JobIntake _jobs;
    private readonly BatchIntake _batches;
    private readonly DropIntake _drops;
    private readonly IPipelineStarter _starter;
    private readonly TimeProvider _clock;

    public MessageIntake(JobMessageReader reader, JobIntake jobs, BatchIntake batches, DropIntake drops, IPipelineStarter starter, TimeProvider clock)
    {
        _reader = reader;
        _jobs = jobs;
        _batches = batches;
        _drops = drops;
        _starter = starter;
        _clock = clock;
    }

    /// <summary>
    /// Accepts and starts what the message asks for. An exception means that it could not be done now; the message is to be
    /// delivered again.
    /// </summary>
    public async Task<MessageVerdict> AcceptAsync(string queue, string messageId, string text, CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.ReadAsync(text, cancellationToken) switch
            {
                JobMessage.OneJob job => await AcceptAsync(job.Request, queue, messageId, cancellationToken),
                JobMessage.PromptFile file => await AcceptAsync(file, $"{queue}-{messageId}", cancellationToken),
                JobMessage.Created created => await AcceptAsync(created, cancellationToken),
                JobMessage.Unreadable unreadable => new MessageVerdict([], unreadable.Code, unreadable.Reason),
                JobMessage other => throw new InvalidOperationException($"nothing is known of {other.GetType().Name}"),
            };
        }
        catch (PromptFileNotFoundException exception)
        {
            return new MessageVerdict([], MessageCodes.NoSuchFile, exception.Message);
        }
        catch (Exception exception) when (exception is BatchNotEndedException or BatchHeldException)
        {
            // A failed.csv of a batch that runs just now: it lies in the prompts container, and a later look there takes it.
            return new MessageVerdict([]);
        }
        catch (JobRefusedException exception)
        {
            return new MessageVerdict([], MessageCodes.JobRefused, exception.Message);
        }
        catch (Exception exception) when (PurgedContent.Of(exception) is not null)
        {
            return new MessageVerdict([], MessageCodes.RanBefore, exception.Message);
        }
    }

    private async Task<MessageVerdict> AcceptAsync(JobRequest request, string queue, string messageId, CancellationToken cancellationToken)
    {
        // Sent twice by a caller who gave it an id, it is one job; without an id every message is a job of its own.
        string key = request.Id is null ? JobKey.FromMessage(queue, messageId) : JobKey.FromRequest(request);
        AcceptedJob accepted = await _jobs.AcceptAsync(request, key, cancellationToken);
        if (accepted.Job.CompletedAt is null)
            await _starter.StartAsync(accepted.Job.Id, accepted.Job.Round, cancellationToken);
        return new MessageVerdict([accepted.Job.Id]);
    }

    private async Task<MessageVerdict> AcceptAsync(JobMessage.PromptFile file, string key, CancellationToken cancellationToken)
    {
        AcceptedBatch accepted = await _batches.AcceptStoredAsync(file.Name, file.Options, cancellationToken);
        foreach ((string batch, int round) in accepted.ToStart)
            await _starter.StartAsync(batch, round, cancellationToken);
        if (accepted.Failed is { IsNothing: true })
            await _starter.TellAsync(NotRunNotices.NothingLeft(key, file.Name, accepted, _clock.GetUtcNow()), cancellationToken);
        if (accepted.SameAs is not null)
            await _starter.TellAsync(NotRunNotices.AlreadyRan(key, file.Name, accepted, _clock.GetUtcNow()), cancellationToken);
        return new MessageVerdict([accepted.Batch.Id]);
    }

    private async Task<MessageVerdict> AcceptAsync(JobMessage.Created created, CancellationToken cancellationToken)
    {
        List<string> started = [];
        foreach (string file in created.Files)
        {
            if (await _drops.AcceptAsync(file, cancellationToken) is { } batch)
                started.Add(batch);
        }

        return new MessageVerdict(started);
    }
}
