using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Seedream.Core.Batches;
using Seedream.Core.Jobs;
using Seedream.Core.Orchestration;
using Seedream.Core.Outcomes;
using Seedream.Core.Reporting;
using Seedream.Core.Storage;
using Seedream.Core.Telemetry;

namespace Seedream.Core.Notifying;

/// <summary>
/// Activity: one try to tell a notice to each target that has not got it yet. What is not delivered in the last try is given
/// up loudly: an error in the log and a record in storage.
/// </summary>
public sealed class Notify : IActivity<NotifyInput, NotifyResult>
{
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    private static readonly Counter<long> Notices = PipelineTelemetry.Meter.CreateCounter<long>(
        "seedream.notifications", "{notification}", "Tries to deliver events, by target and what came of them.");

    private readonly INotificationTarget[] _targets;
    private readonly PipelineStorage _storage;
    private readonly BatchStore _batches;
    private readonly NotificationsOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<Notify> _logger;

    public Notify(IEnumerable<INotificationTarget> targets, PipelineStorage storage, BatchStore batches, NotificationsOptions options, TimeProvider clock, ILogger<Notify> logger)
    {
        _targets = [.. targets.Where(target => target.IsConfigured)];
        _storage = storage;
        _batches = batches;
        _options = options;
        _clock = clock;
        _logger = logger;
    }

    public async Task<NotifyResult> RunAsync(NotifyInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        Notice notice = input.Notice;
        using Activity? span = notice.Round is { } round ? BatchSpans.Start(BatchSpans.Notify, notice.Subject, round) : null;
        INotificationTarget[] targets = input.Targets is null ? _targets : Array.FindAll(_targets, target => input.Targets.Contains(target.Name));
        EventMessage? message = targets.Length == 0 ? null : await ComposeAsync(notice, cancellationToken);
        if (message is null)
            return await EndAsync(notice, [], cancellationToken);

        List<string> undelivered = [];
        List<string> givenUp = [];
        TimeSpan wait = _options.WaitAfter(input.Attempt);
        foreach (INotificationTarget target in targets)
        {
            Delivery delivery = await TryAsync(target, message, cancellationToken);
            Notices.Add(1, new(Tags.Target, target.Name), new(Tags.Delivery, TagValues.Of(delivery.Result)));
            if (delivery.Result == DeliveryResult.Delivered)
            {
                NotifyLog.Delivered(_logger, message.Id, message.Type, target.Name);
                continue;
            }

            span.Fail(TagValues.Of(delivery.Result));
            string problem = delivery.Problem ?? "no reason given";
            if (delivery.Result == DeliveryResult.Refused || input.Attempt >= _options.MaxTries)
            {
                await GiveUpAsync(notice, message, target.Name, input.Attempt, problem, cancellationToken);
                givenUp.Add(target.Name);
                continue;
            }

            undelivered.Add(target.Name);
            if (delivery.RetryAfter is { } asked && asked > wait)
                wait = asked < LongestRetryAfter ? asked : LongestRetryAfter;
            NotifyLog.Failed(_logger, message.Id, message.Type, target.Name, input.Attempt, problem, wait);
        }

        return undelivered.Count > 0
            ? new NotifyResult { Undelivered = undelivered, TryAgainIn = wait }
            : await EndAsync(notice, givenUp, cancellationToken);
    }

    private static async Task<Delivery> TryAsync(INotificationTarget target, EventMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await target.DeliverAsync(message, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return Delivery.Failed(exception.GetBaseException().Message);
        }
    }

    // Null when there is nothing to say any more: a later round has replaced the reports.
    private async Task<EventMessage?> ComposeAsync(Notice notice, CancellationToken cancellationToken)
    {
        if (JobId.IsJob(notice.Subject) && notice.Round is { } ended)
        {
            if (await new OutcomeStore(_storage).ReadAsync(notice.Subject, row: 1, ended, cancellationToken) is not { } outcome)
            {
                NotifyLog.Overtaken(_logger, notice.Id);
                return null;
            }

            notice = Notice.ForJob(notice.Subject, outcome);
        }

        CloudEvent told = new() { Id = notice.Id, Source = _options.Source, Type = notice.Type, Subject = notice.Subject, Time = notice.Time, Data = notice.Data };
        if (notice.Round is { } round)
        {
            BatchManifest? manifest = await new ResultsReader(_storage).TryReadManifestAsync($"{notice.Subject}/", cancellationToken);
            if (manifest is null || manifest.Round != round)
            {
                NotifyLog.Overtaken(_logger, notice.Id);
                return null;
            }

            told = told with { Time = manifest.CompletedAt, Data = JsonSerializer.SerializeToElement(BatchNoticeData.From(manifest), NotifyingJson.Default.BatchNoticeData) };
        }

        return new EventMessage(told.Id, told.Type, JsonSerializer.SerializeToUtf8Bytes(told, NotifyingJson.Default.CloudEvent));
    }

    private async Task GiveUpAsync(Notice notice, EventMessage message, string target, int attempt, string problem, CancellationToken cancellationToken)
    {
        string name = StateLayout.UndeliveredNotice(notice.FileName, target);
        using JsonDocument told = JsonDocument.Parse(message.Body);
        UndeliveredNotice record = new() { Target = target, Tries = attempt, Problem = problem, GivenUpAt = _clock.GetUtcNow(), Event = told.RootElement };
        await _storage.State.PutAsync(name, JsonSerializer.SerializeToUtf8Bytes(record, NotifyingJson.Default.UndeliveredNotice), "application/json", cancellationToken);
        NotifyLog.GivenUp(_logger, message.Id, message.Type, target, attempt, problem, name);
    }

    // So that a host that starts again knows whom it still has to tell.
    private async Task<NotifyResult> EndAsync(Notice notice, IReadOnlyList<string> givenUp, CancellationToken cancellationToken)
    {
        if (notice.Round is { } round && !JobId.IsJob(notice.Subject) && await _batches.FindAsync(notice.Subject, cancellationToken) is not null)
            await _batches.UpdateAsync(notice.Subject, batch => batch.NotifiedRound >= round ? batch : batch with { NotifiedRound = round }, cancellationToken);
        return new NotifyResult { Undelivered = givenUp };
    }
}
