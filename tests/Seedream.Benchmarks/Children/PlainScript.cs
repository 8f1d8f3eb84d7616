using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Seedream.Benchmarks.Running;

namespace Seedream.Benchmarks.Children;

/// <summary>
/// The competitor: what a user would write instead. Submit, look at fixed intervals, download, at most N at once. No ledger, no
/// resume, no checks, no flush to disk.
/// </summary>
internal static class PlainScript
{
    public static async Task<ChildFigures> RunAsync(ChildOrder order)
    {
        Directory.CreateDirectory(order.Folder);
        string api = order.Api!.GetLeftPart(UriPartial.Authority);
        using HttpClient client = new();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", order.Token);
        using HttpClient files = new();

        if (order.WarmUpRows > 0)
            await RunAsync(Prompts.Of(order.WarmUpRows, first: 1_000_001));
        Meter meter = new();
        double[] lags = await RunAsync(Prompts.Of(order.Rows));
        return meter.Read() with { Succeeded = lags.Length, MeanLagSeconds = lags.Average() };

        async Task<double[]> RunAsync(IReadOnlyList<string> prompts)
        {
            double[] seconds = new double[prompts.Count];
            await Parallel.ForAsync(0, prompts.Count, new ParallelOptions { MaxDegreeOfParallelism = order.Parallel }, async (index, ct) =>
            {
                HttpResponseMessage response = await client.PostAsJsonAsync($"{api}/v1/models/bytedance/seedream-5/lite/text-to-image", new { prompt = prompts[index] }, ct);
                response.EnsureSuccessStatusCode();
                string id = (string)(await response.Content.ReadFromJsonAsync<JsonObject>(ct))!["request_id"]!;
                while ((string)(await client.GetFromJsonAsync<JsonObject>($"{api}/v1/requests/{id}/status", ct))!["status"]! != "completed")
                    await Task.Delay(order.PollMs, ct);
                JsonObject result = (await client.GetFromJsonAsync<JsonObject>($"{api}/v1/requests/{id}/result", ct))!;
                await using (Stream image = await files.GetStreamAsync((string)result["output"]!["image"]!, ct))
                {
                    await using FileStream file = File.Create(Path.Combine(order.Folder, id + ".png"));
                    await image.CopyToAsync(file, ct);
                }

                seconds[index] = (DateTimeOffset.UtcNow - (DateTimeOffset)result["finished_at"]!).TotalSeconds;
            });
            return seconds;
        }
    }
}
