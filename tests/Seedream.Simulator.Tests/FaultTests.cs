using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Seedream.Simulator.Faults;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Tests;

/// <summary>Every fault at every stage where it is possible, as a raw client sees it.</summary>
public sealed class FaultTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<FaultStage, Fault> AtCalls()
    {
        var data = new TheoryData<FaultStage, Fault>();
        foreach (FaultEntry entry in FaultCatalogue.Entries)
        {
            foreach (FaultStage stage in entry.Stages.Where(s => s != FaultStage.Generation)) data.Add(stage, entry.Fault);
        }
        return data;
    }

    [Fact]
    public void Catalogue_HasEveryFaultOnce() =>
        Assert.Equal(Enum.GetValues<Fault>(), FaultCatalogue.Entries.Select(e => e.Fault).Order());

    [Theory]
    [MemberData(nameof(AtCalls))]
    public async Task Call_WithFault_ShowsItOnceAndThenRecovers(FaultStage stage, Fault fault)
    {
        var clock = new FakeTimeProvider(Start);
        await using SimulatorServer server = await SimulatorServer.StartAsync(new()
        {
            Clock = clock,
            Capacity = 1,
            ImageBytes = 100_000,
            TinyImages = true,
            GenerationTime = _ => stage == FaultStage.Cancel ? TimeSpan.FromDays(1) : TimeSpan.Zero,
        });
        using var client = new RawClient(server);
        Func<Task<HttpResponseMessage>> call = await Prepare(client, stage);
        server.Faults = new FaultPlan { HangTime = TimeSpan.FromSeconds(1), SlowTime = TimeSpan.FromSeconds(1) }.Next(stage, fault);

        Observation seen = await Observation.Of(clock, call);
        Check(fault, stage, seen);
        Assert.Equal(1, server.Requests.Faults[fault]);
        if (stage == FaultStage.Submit)
        {
            bool accepted = fault == Fault.Slow || fault.ToString().StartsWith("AcceptThen", StringComparison.Ordinal);
            Assert.Equal(accepted ? 1 : 0, server.Account.Paid);
            Assert.Equal(fault is Fault.Moderated or Fault.InputRejected ? 0 : 1, server.Account.Wanted);
        }

        Observation after = await Observation.Of(clock, call);
        Assert.Equal("", after.Broke);
        Assert.Equal(stage == FaultStage.Cancel ? 202 : 200, after.Status);
    }

    [Theory]
    [InlineData(Fault.JobFails, "String")]
    [InlineData(Fault.JobFailsWithObject, "Object")]
    [InlineData(Fault.JobModerated, "Object")]
    public async Task Generation_ThatFails_IsCompletedAtStatusAndFailedAtResult(Fault fault, string kind)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(Instant(new FaultPlan().Next(FaultStage.Generation, fault)));
        using var client = new RawClient(server);
        string id = await client.SubmitOk("a prompt");
        Assert.Equal("completed", await client.Status(id));
        JsonElement result = await client.GetJson($"/v1/requests/{id}/result?include_cost=true");
        Assert.Equal("failed", result.GetProperty("status").GetString());
        Assert.Equal(kind, result.GetProperty("error").ValueKind.ToString());
        Assert.Equal(fault == Fault.JobModerated, result.GetProperty("error").GetRawText().Contains("OutputImageSensitiveContentDetected", StringComparison.Ordinal));
        Assert.False(result.TryGetProperty("output", out _));
        Assert.Equal(0m, result.GetProperty("cost").GetDecimal());
        Assert.Equal((1, 0m), (server.Account.Paid, server.Account.BilledUsd));
    }

    [Fact]
    public async Task Generation_Partial_DeliversAndBillsFewer()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(Instant(new FaultPlan().Next(FaultStage.Generation, Fault.PartialGroup)));
        using var client = new RawClient(server);
        string id = await client.SubmitOk("6 images of a fox", more: "\"sequential_image_generation\":\"auto\"");
        Submission submission = server.Account.Find(id)!;
        Assert.Equal(6, submission.Images);
        Assert.InRange(submission.Delivered, 1, 5);
        Assert.Equal(submission.Delivered, (await client.Urls(id)).Length);
        Assert.Equal(submission.Delivered * 0.028m, server.Account.BilledUsd);
    }

    [Fact]
    public async Task Generation_WithoutImages_SucceedsWithAnEmptyOutput()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(Instant(new FaultPlan().Next(FaultStage.Generation, Fault.NoImages)));
        using var client = new RawClient(server);
        Assert.Empty(await client.Urls(await client.SubmitOk("a prompt")));
    }

    [Fact]
    public async Task Generation_Stuck_NeverEndsAndHoldsNobodyUp()
    {
        var clock = new FakeTimeProvider(Start);
        await using SimulatorServer server = await SimulatorServer.StartAsync(
            new() { Clock = clock, Capacity = 1, Faults = new FaultPlan().Next(FaultStage.Generation, Fault.JobStuck) });
        using var client = new RawClient(server);
        string stuck = await client.SubmitOk("stuck"), other = await client.SubmitOk("other");
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("in_progress", await client.Status(stuck));
        Assert.Equal("completed", await client.Status(other));
    }

    [Fact]
    public async Task Generation_Slow_TakesTenTimesAsLong()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new() { Sigma = 0, Faults = new FaultPlan().Next(FaultStage.Generation, Fault.JobSlow) });
        using var client = new RawClient(server);
        Assert.Equal(TimeSpan.FromSeconds(80), server.Account.Find(await client.SubmitOk("a prompt"))!.Duration);
    }

    private static SimulatorOptions Instant(FaultPlan faults) => new() { MedianSeconds = 0, TinyImages = true, Faults = faults };

    private static async Task<Func<Task<HttpResponseMessage>>> Prepare(RawClient client, FaultStage stage)
    {
        if (stage == FaultStage.Submit) return () => client.Submit("a prompt", "row-1");
        if (stage == FaultStage.Info) return () => client.Get("/prod/v2/balance");
        string id = await client.SubmitOk("a prompt", "row-1");
        if (stage == FaultStage.Status) return () => client.Get($"/v1/requests/{id}/status");
        if (stage == FaultStage.Result) return () => client.Get($"/v1/requests/{id}/result");
        if (stage == FaultStage.Cancel)
        {
            string queued = await client.SubmitOk("a queued prompt", "row-2");
            return () => client.Post($"/v1/requests/{queued}/cancel");
        }
        string url = (await client.Urls(id))[0];
        return () => client.Download(url);
    }

    private static void Check(Fault fault, FaultStage stage, Observation seen)
    {
        bool breaks = fault is Fault.Reset or Fault.Hang or Fault.AcceptThenReset or Fault.AcceptThenHang;
        bool breaksInside = fault is Fault.ResetMidResponse or Fault.AcceptThenResetMidResponse or Fault.Truncated;
        Assert.Equal(breaks ? Observation.BeforeAnswer : breaksInside ? Observation.InsideAnswer : "", seen.Broke);
        if (breaks) return;
        Assert.Equal(ExpectedStatus(fault, stage), seen.Status);
        switch (fault)
        {
            case Fault.TooManyRequests:
                Assert.Null(seen.RetryAfter);
                break;
            case Fault.TooManyRequestsRetryAfter or Fault.ServiceUnavailable:
                Assert.Equal("2", seen.RetryAfter);
                break;
            case Fault.TooManyRequestsRetryDate:
                Assert.InRange(DateTimeOffset.Parse(seen.RetryAfter!, CultureInfo.InvariantCulture), Start, Start.AddHours(1));
                break;
            case Fault.BadGateway or Fault.GatewayTimeout or Fault.AcceptThenGatewayTimeout or Fault.HtmlPage or Fault.WrongType:
                Assert.Equal("text/html", seen.Response!.Content.Headers.ContentType!.MediaType);
                Assert.StartsWith("<html>", seen.Text, StringComparison.Ordinal);
                break;
            case Fault.ErrorInside200 or Fault.AcceptThenErrorInside200:
                Assert.Equal(500001, seen.Json.GetProperty("error_code").GetInt32());
                break;
            case Fault.MalformedJson or Fault.AcceptThenMalformedJson:
                Assert.ThrowsAny<JsonException>(() => seen.Json);
                break;
            case Fault.EmptyBody:
                Assert.Empty(seen.Body);
                break;
            case Fault.BadToken:
                Assert.Equal(400004, seen.Json.GetProperty("error_code").GetInt32());
                break;
            case Fault.InsufficientBalance:
                Assert.Equal(400002, seen.Json.GetProperty("error_code").GetInt32());
                break;
            case Fault.NotYours:
                Assert.Equal(403001, seen.Json.GetProperty("error_code").GetInt32());
                break;
            case Fault.ExpiredId:
                Assert.Equal(404001, seen.Json.GetProperty("error_code").GetInt32());
                break;
            case Fault.Moderated:
                Assert.Contains("InputTextSensitiveContentDetected", seen.Text, StringComparison.Ordinal);
                break;
            case Fault.AcceptThenNoRequestId:
                Assert.False(seen.Json.TryGetProperty("request_id", out _));
                break;
            case Fault.UnknownStatus:
                Assert.Equal("reticulating", seen.Json.GetProperty("status").GetString());
                break;
            case Fault.FailedStatus:
                Assert.Equal("failed", seen.Json.GetProperty("status").GetString());
                break;
            case Fault.CompletedWord:
                Assert.Equal("completed", seen.Json.GetProperty("status").GetString());
                Assert.True(seen.Json.TryGetProperty("output", out _));
                break;
            case Fault.StillProcessing:
                Assert.Equal("processing", seen.Json.GetProperty("status").GetString());
                Assert.False(seen.Json.TryGetProperty("output", out _));
                break;
            case Fault.ForeignUrl:
                Assert.StartsWith("https://images.invalid/", seen.Json.GetProperty("output").GetProperty("image").GetString(), StringComparison.Ordinal);
                break;
            case Fault.NotCancellable:
                Assert.Equal("not_cancellable", seen.Json.GetProperty("outcome").GetString());
                break;
            case Fault.Truncated:
                Assert.InRange(seen.Body.Length, 40_000, 60_000);
                Assert.InRange(seen.Response!.Content.Headers.ContentLength!.Value, 98_000, 102_000);
                break;
            case Fault.ShortFile:
                Assert.InRange(seen.Body.Length, 40_000, 60_000);
                break;
            case Fault.Corrupt:
                Assert.NotEqual((byte)'P', seen.Body[1]);
                break;
            case Fault.BitFlip:
                Assert.Equal(1, PngFile.Read(seen.Body).BadChunks);
                break;
            case Fault.Redirect:
                Assert.Contains("redirected=1", seen.Response!.Headers.Location!.ToString(), StringComparison.Ordinal);
                break;
            case Fault.RedirectElsewhere:
                Assert.Equal("elsewhere.invalid", seen.Response!.Headers.Location!.Host);
                break;
            case Fault.Oversized:
                Assert.True(seen.Body.Length > 32 << 20);
                break;
            case Fault.Slow when stage == FaultStage.Download:
                Assert.Equal(0, PngFile.Read(seen.Body).BadChunks);
                break;
        }
    }

    private static int ExpectedStatus(Fault fault, FaultStage stage) => fault switch
    {
        Fault.TooManyRequests or Fault.TooManyRequestsRetryAfter or Fault.TooManyRequestsRetryDate => 429,
        Fault.RequestTimeout or Fault.AcceptThenRequestTimeout => 408,
        Fault.InternalServerError or Fault.AcceptThenServerError => 500,
        Fault.BadGateway => 502,
        Fault.ServiceUnavailable => 503,
        Fault.GatewayTimeout or Fault.AcceptThenGatewayTimeout => 504,
        Fault.BadToken => 401,
        Fault.InsufficientBalance => 402,
        Fault.NotYours or Fault.ExpiredUrl => 403,
        Fault.ExpiredId or Fault.GoneUrl => 404,
        Fault.Moderated => 400,
        Fault.InputRejected => 422,
        Fault.Redirect or Fault.RedirectElsewhere => 302,
        Fault.Slow or Fault.NotCancellable when stage == FaultStage.Cancel => 202,
        _ => 200,
    };
}
