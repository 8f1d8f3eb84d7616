using System.Diagnostics;
using Seedream.Core.Collecting;
using Seedream.Core.Conducting;
using Seedream.Core.Outcomes;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;
using Seedream.Core.Telemetry;
using Seedream.Core.Tests.Support;

namespace Seedream.Core.Tests.Telemetry;

public class JobTraceTests
{
    private static readonly DateTimeOffset Submitted = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void OfJob_SameRow_IsTheSameTraceEverywhere()
    {
        // A golden value: another process, and the next version, must find the same trace.
        Assert.Equal("cea437172adfa3f17ebfe592725fdecc", TraceIdentity.OfJob("posters-1", 17).ToHexString());
        Assert.NotEqual(TraceIdentity.OfJob("posters-1", 17), TraceIdentity.OfJob("posters-1", 18));
        Assert.NotEqual(TraceIdentity.OfJob("posters-1", 17), TraceIdentity.OfBatch("posters-1"));
    }

    [Fact]
    public async Task Steps_OfARow_AreOneTraceFromSubmissionToBlob()
    {
        const string Batch = "trace-of-a-row";
        using SpanLog spans = new();
        Ticket ticket = new() { Row = 3, Attempt = 1, RequestId = "req-3", SubmittedAt = Submitted.ToUnixTimeMilliseconds(), Class = 1 };
        OutputFile file = new() { Name = "00003-a-secret-prompt-1.png", Bytes = 5, ContentType = "image/png", Sha256 = "" };

        await JobSteps.SubmitAsync(Batch, new Job { Row = 3, Attempt = 1 }, () => Task.FromResult(new AcceptedSubmission("req-3")));
        await JobSteps.LookAsync(Batch, ticket, () => Task.FromResult(new RequestStatus(RequestPhase.Queued, "in_queue", 4)));
        RequestResult result = new() { Phase = RequestPhase.Completed, Word = "completed", OutputUrls = ["https://x.runcomfy.net/a?sig=secret"] };
        await JobSteps.CollectAsync(Batch, ticket, result, async () => new CollectedFiles([await JobSteps.StoreAsync(1, () => Task.FromResult(file))]));
        MemoryObjectStore store = new();
        await new OutcomeStore(new PipelineStorage(store, store, store)).WriteAsync(Batch, 1, Succeeded(file), CancellationToken.None);

        IReadOnlyList<Activity> trace = spans.Of(TraceIdentity.OfJob(Batch, 3));
        Assert.Equal(["job submit", "job look", "job store", "job collect", "job"], trace.Select(span => span.OperationName));
        Activity collect = trace[3];
        Assert.Equal(collect.SpanId, trace[2].ParentSpanId);
        Assert.All(trace.Where(span => span.OperationName != "job store"), span =>
        {
            Assert.Equal(default, span.ParentSpanId);
            Assert.Equal(TraceIdentity.OfBatch(Batch), Assert.Single(span.Links).Context.TraceId);
            Assert.Equal("req-3", span.GetTagItem("seedream.request.id"));
        });
        Assert.Equal(Submitted.UtcDateTime, trace[4].StartTimeUtc);
        Assert.Equal(TimeSpan.FromSeconds(9), trace[4].Duration);
        string everything = string.Join('\n', trace.SelectMany(span => span.TagObjects).Select(tag => $"{tag.Key}={tag.Value}"));
        Assert.DoesNotContain("secret", everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmitAsync_ThatFails_MarksTheSpanWithTheCodeAndPassesTheFailureOn()
    {
        const string Batch = "trace-of-a-failure";
        using SpanLog spans = new();
        UnclearAnswerException failure = new("the vendor quotes 'a red fox'");

        UnclearAnswerException thrown = await Assert.ThrowsAsync<UnclearAnswerException>(() =>
            JobSteps.SubmitAsync(Batch, new Job { Row = 1, Attempt = 1 }, () => throw failure));

        Assert.Same(failure, thrown);
        Activity span = Assert.Single(spans.Of(TraceIdentity.OfJob(Batch, 1)));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal(failure.Code, span.StatusDescription);
        Assert.Equal("uncertain", TagValues.SubmissionResult(failure));
    }

    [Fact]
    public void OfCode_OfTheVendorsOwn_IsOneValue()
    {
        Assert.Equal("OUT003", TagValues.OfCode("OUT003"));
        Assert.Equal("vendor", TagValues.OfCode("OutputImageSensitiveContentDetected"));
        Assert.Equal("timed_out", TagValues.Of(OutcomeKind.TimedOut));
    }

    private static JobOutcome Succeeded(OutputFile file) => new()
    {
        Row = 3,
        Outcome = OutcomeKind.Succeeded,
        RequestId = "req-3",
        Attempt = 1,
        Attempts = 1,
        Files = [file],
        CostUsd = 0.028m,
        SubmittedAt = Submitted,
        CompletedAt = Submitted.AddSeconds(9),
        Looks = 2,
    };
}
