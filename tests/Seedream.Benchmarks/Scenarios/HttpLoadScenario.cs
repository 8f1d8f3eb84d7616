using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Seedream.Benchmarks.Reporting;
using Seedream.Benchmarks.Running;
using Seedream.Simulator;

namespace Seedream.Benchmarks.Scenarios;

/// <summary>Many clients of one <c>seedream serve</c>, each sending a job, waiting for its result, and sending the next.</summary>
internal static class HttpLoadScenario
{
    public static async Task MeasureAsync(Workbench bench)
    {
        int clients = bench.Size(200, 4), jobsEach = bench.Size(10, 2);
        await using SimulatorServer api = await bench.StartApiAsync(new SimulatorOptions { MedianSeconds = 0.05, TinyImages = true, Capacity = 256 });
        using ServeProcess host = await ServeProcess.StartAsync(api.BaseUrl, api.Token, bench.NewFolder());
        using HttpClient http = new() { BaseAddress = host.Address, Timeout = TimeSpan.FromMinutes(5) };
        double[] answers = new double[clients * jobsEach];
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            for (int job = client * jobsEach; job < (client + 1) * jobsEach; job++)
                answers[job] = await AskAsync(http, job + 1);
        }));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Array.Sort(answers);
        string note = $"{Text.Of(clients)} clients, {Text.Of(answers.Length)} jobs in {Text.Of(seconds, "F1")} s; time to the result {Text.Of(answers[answers.Length / 2], "F2")} s in the middle, {Text.Of(answers[answers.Length * 95 / 100], "F2")} s for 95 %; resident memory {Text.Of(host.ResidentBytes / 1e6, "F0")} MB";
        bench.Found(new Finding { What = "jobs per second", Value = answers.Length / seconds, Unit = "jobs/s", Note = note });
        bench.Found(new Finding { What = "jobs paid ÷ wanted", Value = api.Account.Paid / (double)answers.Length, AtLeast = 1, AtMost = 1, Note = $"{Text.Of(api.Account.DuplicateMarkers.Count)} twice" });
    }

    // The first answer may say 202: then the job is asked for until it has ended.
    private static async Task<double> AskAsync(HttpClient http, int number)
    {
        long start = Stopwatch.GetTimestamp();
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/jobs")
        {
            Content = new StringContent($$"""{"prompt": "{{Prompts.Of(1, number)[0]}}"}""", Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("Prefer", "wait=60");
        request.Headers.Add("Idempotency-Key", $"bench-{Text.Of(number)}");
        HttpResponseMessage answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        JsonNode job = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Uri? where = answer.Headers.Location;
        while (job["completed_at"] is null && where is not null)
        {
            await Task.Delay(200);
            job = JsonNode.Parse(await http.GetStringAsync(where))!;
        }

        return (string?)job["outcome"] is null or "succeeded"
            ? Stopwatch.GetElapsedTime(start).TotalSeconds
            : throw new InvalidOperationException($"job {Text.Of(number)} ended as {job["outcome"]}");
    }
}
