using Seedream.Benchmarks.Running;
using Seedream.Core.Collecting;
using Seedream.Core.Jobs;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;

namespace Seedream.Benchmarks.Children;

/// <summary>
/// Copies finished images into storage, four at a time: with the product's collector, which checks the structure, hashes and
/// measures on the way, or with nothing but a stream.
/// </summary>
internal static class CopyWork
{
    private const int AtOnce = 4;

    public static Task<ChildFigures> RunAsync(ChildOrder order) => RunAsync(order, async (product, name, id, result) =>
    {
        CollectedFiles files = await product.Get<Collector>().CollectAsync(
            product.Storage.Images, "copied/", name, result, stop => product.Get<RunComfyClient>().GetResultAsync(id, stop), CancellationToken.None);
        return files.Files.Sum(file => file.Bytes);
    });

    public static async Task<ChildFigures> RunBareAsync(ChildOrder order)
    {
        using HttpClient http = new();
        return await RunAsync(order, async (product, name, _, result) =>
        {
            await using Stream image = await http.GetStreamAsync(new Uri(result.OutputUrls[0]));
            await using ObjectWriter writer = await product.Storage.Images.CreateWriterAsync($"copied/{name}.png", "image/png", CancellationToken.None);
            await image.CopyToAsync(writer.Stream);
            await writer.CommitAsync(CancellationToken.None);
            return (await product.Storage.Images.TryGetInfoAsync($"copied/{name}.png", CancellationToken.None))!.Length;
        });
    }

    private static async Task<ChildFigures> RunAsync(ChildOrder order, Func<ProductPipeline, string, string, RequestResult, Task<long>> copy)
    {
        await using ProductPipeline product = ProductPipeline.Build(order);
        RunComfyClient client = product.Get<RunComfyClient>();
        List<(string Id, RequestResult Result)> made = [];
        foreach (string prompt in Prompts.Of(order.Rows))
        {
            string id = (await client.SubmitAsync(new JobInput { Prompt = prompt }, $"copy/{Text.Of(made.Count)}", CancellationToken.None)).RequestId;
            made.Add((id, await client.GetResultAsync(id, CancellationToken.None)));
        }

        int warmUp = Math.Min(order.WarmUpRows, made.Count);
        await CopyAsync(made[..warmUp], "warm");
        Meter meter = new();
        long bytes = await CopyAsync(made, "measured");
        return meter.Read() with { Bytes = bytes, Succeeded = made.Count };

        async Task<long> CopyAsync(List<(string Id, RequestResult Result)> files, string name)
        {
            long total = 0;
            await Parallel.ForAsync(0, files.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (index, _) =>
                Interlocked.Add(ref total, await copy(product, $"{name}-{Text.Of(index)}", files[index].Id, files[index].Result)));
            return total;
        }
    }
}
