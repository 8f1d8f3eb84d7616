using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Seedream.Benchmarks.Reporting;
using Seedream.Benchmarks.Running;
using Seedream.Simulator;

namespace Seedream.Benchmarks.Scenarios;

/// <summary>
/// A batch through the HTTP API of a host that runs already (<c>--host</c>) and was pointed at this simulator
/// (<c>--api-port</c>); without one, through a <c>seedream serve</c> of its own. What the host needs for its storage is
/// counted where that storage is.
/// </summary>
internal static class HostScenario
{
    private const int Capacity = 64;

    public static async Task MeasureAsync(Workbench bench)
    {
        int jobs = bench.Size(400, 40);
        double[] seconds = LogNormal.Seconds(jobs, bench.Quick ? 0.3 : 8, 0.3);
        double ideal = IdealSchedule.Seconds(seconds, Capacity);
        await using SimulatorServer api = await bench.StartApiAsync(new SimulatorOptions
        {
            Capacity = Capacity,
            TinyImages = true,
            GenerationTime = input => TimeSpan.FromSeconds(seconds[Prompts.NumberOf(input.Prompt) - 1]),
        });
        using ServeProcess? own = bench.Arguments.Host is null ? await ServeProcess.StartAsync(api.BaseUrl, api.Token, bench.NewFolder()) : null;
        using HttpClient client = new() { BaseAddress = bench.Arguments.Host ?? own!.Address };
        if (bench.Arguments.HostKey is { } key)
            client.DefaultRequestHeaders.Add("x-functions-key", key);

        DateTimeOffset posted = DateTimeOffset.UtcNow;
        // A name of its own, or the host would know the batch from an earlier run.
        using ByteArrayContent file = new(Prompts.Csv(jobs));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        HttpResponseMessage answer = await client.PostAsync(new Uri($"/api/batches?file=bench-{Guid.NewGuid():n}.csv", UriKind.Relative), file);
        answer.EnsureSuccessStatusCode();
        Uri batch = answer.Headers.Location!;
        JsonNode document;
        do
        {
            await Task.Delay(bench.Quick ? 100 : 1_000);
            document = JsonNode.Parse(await client.GetStringAsync(batch))!;
        }
        while (document["completed_at"] is null);

        if ((string?)document["status"] != "completed")
            throw new InvalidOperationException($"the batch ended as {document["status"]}");
        double makespan = ((DateTimeOffset)document["completed_at"]! - posted).TotalSeconds;
        bench.Found(new Finding { What = "makespan ÷ ideal", Value = makespan / ideal, AtMost = 1.10, Note = $"{Text.Of(jobs)} jobs, from the upload to the end of the reports, {Text.Of(makespan, "F1")} s; ideal {Text.Of(ideal, "F1")} s" });
        bench.Found(new Finding { What = "API requests per job", Value = api.Requests.ApiCalls / (double)jobs, AtMost = 5 });
    }
}
