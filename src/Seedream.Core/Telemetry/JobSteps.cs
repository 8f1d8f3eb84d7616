using System.Diagnostics;
using System.Globalization;
using Seedream.Core.Collecting;
using Seedream.Core.Conducting;
using Seedream.Core.Outcomes;
using Seedream.Core.RunComfy;
using Seedream.Core.Waiting;

namespace Seedream.Core.Telemetry;

/// <summary>Follows the steps of a job: a span and a measurement around each, which change nothing about it.</summary>
internal static class JobSteps
{
    public static async Task<AcceptedSubmission> SubmitAsync(string batch, Job job, Func<Task<AcceptedSubmission>> submit)
    {
        using Activity? span = JobSpans.Start(JobSpans.Submit, ActivityKind.Client, batch, job.Row);
        span?.SetTag(Tags.Attempt, job.Attempt);
        long start = Stopwatch.GetTimestamp();
        try
        {
            AcceptedSubmission accepted = await submit();
            span?.SetTag(Tags.RequestId, accepted.RequestId);
            CountSubmission("accepted", start);
            return accepted;
        }
        catch (Exception exception)
        {
            span.Fail(exception);
            CountSubmission(TagValues.SubmissionResult(exception), start);
            throw;
        }
    }

    public static async Task<RequestStatus> LookAsync(string batch, Ticket ticket, Func<Task<RequestStatus>> look)
    {
        using Activity? span = JobSpans.Start(JobSpans.Look, ActivityKind.Client, batch, ticket.Row);
        span?.SetTag(Tags.RequestId, ticket.RequestId).SetTag(Tags.Looks, ticket.Looks + 1);
        try
        {
            RequestStatus status = await look();
            span?.SetTag(Tags.Phase, TagValues.Of(status.Phase)).SetTag(Tags.QueuePosition, status.QueuePosition);
            return status;
        }
        catch (Exception exception)
        {
            span.Fail(exception);
            throw;
        }
    }

    public static async Task<CollectedFiles> CollectAsync(string batch, Ticket ticket, RequestResult result, Func<Task<CollectedFiles>> collect)
    {
        using Activity? span = JobSpans.Start(JobSpans.Collect, ActivityKind.Internal, batch, ticket.Row);
        span?.SetTag(Tags.RequestId, ticket.RequestId).SetTag(Tags.Images, result.OutputUrls.Count);
        long start = Stopwatch.GetTimestamp();
        try
        {
            CollectedFiles collected = await collect();
            JobMetrics.CollectDuration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
            if (TicketEndings.SecondsOf(result) is { } seconds)
            {
                JobClass jobClass = new(ticket.Class);
                JobMetrics.GenerationDuration.Record(seconds, new(Tags.Size, jobClass.IsLarge ? "3k" : "2k"), new(Tags.Mode, jobClass.IsFast ? "fast" : "standard"));
            }

            return collected;
        }
        catch (Exception exception)
        {
            span.Fail(exception);
            throw;
        }
    }

    /// <summary>One file on its way into storage; within a collection, whose span is its parent.</summary>
    public static async Task<OutputFile> StoreAsync(int number, Func<Task<OutputFile>> store)
    {
        using Activity? span = PipelineTelemetry.Source.StartActivity(JobSpans.Store);
        span?.SetTag(Tags.File, number);
        try
        {
            OutputFile file = await store();
            span?.SetTag(Tags.Bytes, file.Bytes);
            JobMetrics.ImageSize.Record(file.Bytes);
            return file;
        }
        catch (Exception exception)
        {
            span.Fail(exception);
            throw;
        }
    }

    /// <summary>The job's outcome is stored: its whole span, from submission to now, and what it comes to.</summary>
    public static void Ended(string batch, int round, JobOutcome outcome)
    {
        string kind = TagValues.Of(outcome.Outcome);
        TagList tags = new() { { Tags.Outcome, kind } };
        if (outcome.ErrorCode is { } code)
            tags.Add(Tags.ErrorType, TagValues.OfCode(code));
        JobMetrics.Outcomes.Add(1, tags);
        if (outcome.Looks > 0)
            JobMetrics.Looks.Record(outcome.Looks);
        if (outcome.CostUsd is { } cost)
            JobMetrics.Cost.Add((double)cost);
        if (outcome is not { SubmittedAt: { } submitted, CompletedAt: { } completed } || completed < submitted)
            return;
        JobMetrics.Duration.Record((completed - submitted).TotalSeconds, new KeyValuePair<string, object?>(Tags.Outcome, kind));

        using Activity? span = JobSpans.Start(JobSpans.Whole, ActivityKind.Internal, batch, outcome.Row, submitted);
        span?.SetTag(Tags.Round, round).SetTag(Tags.Attempt, outcome.Attempt).SetTag(Tags.RequestId, outcome.RequestId)
            .SetTag(Tags.Outcome, kind).SetTag(Tags.Looks, outcome.Looks).SetTag(Tags.Images, outcome.Files.Count)
            .SetTag("seedream.cost_usd", outcome.CostUsd?.ToString(CultureInfo.InvariantCulture));
        if (outcome.ErrorCode is { } error)
            span.Fail(error);
        span?.SetEndTime(completed.UtcDateTime);
    }

    private static void CountSubmission(string result, long start)
    {
        KeyValuePair<string, object?> tag = new(Tags.SubmissionResult, result);
        JobMetrics.Submissions.Add(1, tag);
        JobMetrics.SubmitDuration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, tag);
    }
}
