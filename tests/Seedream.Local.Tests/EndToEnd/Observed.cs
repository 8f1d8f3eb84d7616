using System.Text;
using System.Text.Json;
using Seedream.Core.Telemetry;
using Seedream.Core.Tests.Support;
using Seedream.Local.Tests.Support;

namespace Seedream.Local.Tests.EndToEnd;

public sealed class Observed
{
    [Fact]
    public async Task Spans_metrics_and_logs_of_a_run_arrive_at_an_otlp_receiver()
    {
        await using LoopbackServer receiver = new(exchange => exchange.AnswerAsync(200, [], "Content-Type: application/x-protobuf"));
        await using Workplace workplace = await Workplace.CreateAsync();
        workplace.Environment["Seedream__Telemetry__OtlpEndpoint"] = receiver.Url.ToString();
        workplace.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";

        (await workplace.RunAsync("run", workplace.Prompts(3), "--yes")).Expect(0);

        byte[] spans = Sent(receiver, "/v1/traces");
        foreach (string name in new[] { "batch accept", "batch plan", "job submit", "job look", "job collect", "job store", "batch close", "batch notify" })
            Assert.True(Contains(spans, Encoding.UTF8.GetBytes(name)), $"no span '{name}'");
        string batch = Path.GetFileName(workplace.Results);
        for (int row = 1; row <= 3; row++)
            Assert.True(Contains(spans, Convert.FromHexString(TraceIdentity.OfJob(batch, row).ToHexString())), $"no trace of row {row}");
        byte[] metrics = Sent(receiver, "/v1/metrics");
        foreach (string name in new[] { "seedream.submissions", "seedream.job.outcomes", "seedream.image.size", "seedream.batch.outcomes", "seedream.cost" })
            Assert.True(Contains(metrics, Encoding.UTF8.GetBytes(name)), $"no metric '{name}'");
        byte[] logs = Sent(receiver, "/v1/logs");
        Assert.True(Contains(logs, "Submitted: request"u8), "no log");
        foreach (byte[] sent in new[] { spans, metrics, logs })
        {
            Assert.False(Contains(sent, "poster number"u8), "a prompt was sent");
            Assert.False(Contains(sent, "poster-number"u8), "a name made from a prompt was sent");
            Assert.False(Contains(sent, Encoding.UTF8.GetBytes(workplace.Server.Token)), "the token was sent");
        }
    }

    [Fact]
    public async Task The_end_of_a_batch_is_told_to_the_webhook_after_its_results_are_there()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        bool resultsFirst = false;
        await using LoopbackServer receiver = new(exchange =>
        {
            resultsFirst = File.Exists(Path.Combine(workplace.Results, "manifest.json"));
            return exchange.AnswerAsync(200, "{}");
        });
        Tell(workplace, receiver.Url);

        (await workplace.RunAsync("run", workplace.Prompts(2), "--yes")).Expect(0);
        (await workplace.RunAsync("run", workplace.Prompts(2), "--yes")).Expect(0);

        LoopbackRequest request = Assert.Single(receiver.Requests);
        Assert.True(resultsFirst);
        Assert.Equal($"{Path.GetFileName(workplace.Results)}.r1", request.Headers["webhook-id"]);
        JsonElement told = JsonDocument.Parse(request.Body).RootElement;
        Assert.Equal("seedream.batch.completed", told.GetProperty("type").GetString());
        Assert.Equal(2, told.GetProperty("data").GetProperty("images").GetInt32());
    }

    [Fact]
    public async Task A_webhook_that_is_down_costs_three_tries_and_not_the_batch()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        await using LoopbackServer receiver = new(exchange => exchange.AnswerAsync(503, "{}"));
        Tell(workplace, new Uri(receiver.Url, "/hook?key=very-secret"));
        workplace.Environment["Seedream__Notifications__FirstRetry"] = "00:00:00.100";

        ProcessEnd end = (await workplace.RunAsync("run", workplace.Prompts(2), "--yes")).Expect(0);

        Assert.Equal(3, receiver.Requests.Count);
        Assert.Single(receiver.Requests.Select(request => request.Headers["webhook-id"]).Distinct());
        Assert.Contains("is given up", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", end.All, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Path.Combine(workplace.Data, "seedream", "notifications", "failed")));
    }

    [Fact]
    public async Task Wrong_settings_are_told_before_anything_is_done()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        workplace.Environment["Seedream__Notifications__WebhookUrl"] = "http://example.com/hook";
        ProcessEnd end = (await workplace.RunAsync("run", workplace.Prompts(2), "--yes")).Expect(2);
        Assert.Contains("Seedream:Notifications:WebhookUrl must be", end.Error, StringComparison.Ordinal);
        Assert.Contains("Seedream:Notifications:WebhookSecret must be", end.Error, StringComparison.Ordinal);

        workplace.Environment["Seedream__Telemetry__OtlpEndpoint"] = "nowhere";
        Assert.Contains("Seedream:Telemetry:OtlpEndpoint must be", (await workplace.RunAsync("list")).Expect(2).Error, StringComparison.Ordinal);
    }

    private static void Tell(Workplace workplace, Uri url)
    {
        workplace.Environment["Seedream__Notifications__WebhookUrl"] = url.ToString();
        workplace.Environment["Seedream__Notifications__WebhookSecret"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    }

    private static byte[] Sent(LoopbackServer receiver, string path) =>
        [.. receiver.Requests.Where(request => request.Path == path).SelectMany(request => request.Body)];

    private static bool Contains(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> part) => bytes.IndexOf(part) >= 0;
}
