using Seedream.Benchmarks.Children;
using Seedream.Benchmarks.Reporting;
using Seedream.Benchmarks.Running;
using Seedream.Simulator;

namespace Seedream.Benchmarks.Scenarios;

/// <summary>
/// The same prompts through the product and through the plain script, on an API that runs 64 at a time. The script looks every
/// 2 s, once with as many workers as the API has, once with as many jobs in flight as the product.
/// </summary>
internal static class MakespanScenario
{
    private const int Capacity = 64;
    private const int Window = 128;
    private const int PollMs = 2_000;

    public static async Task MeasureAsync(Workbench bench)
    {
        int jobs = bench.Size(1_000, 120);
        double[] seconds = LogNormal.Seconds(jobs, bench.Quick ? 0.4 : 8, 0.3);
        double ideal = IdealSchedule.Seconds(seconds, Capacity);
        Measured ours = await RunAsync(bench, seconds, new ChildOrder { Work = ChildWork.Batch, Folder = bench.NewFolder(), Rows = jobs });
        Measured wide = await RunAsync(bench, seconds, Script(bench, jobs, Window));
        Measured narrow = await RunAsync(bench, seconds, Script(bench, jobs, Capacity));

        string made = $"{Text.Of(ours.Figures.Seconds, "F1")} s; ideal {Text.Of(ideal, "F1")} s, script {Text.Of(narrow.Figures.Seconds, "F1")} s with 64 workers, {Text.Of(wide.Figures.Seconds, "F1")} s with 128";
        bench.Found(new Finding { What = "makespan ÷ ideal list schedule", Value = ours.Figures.Seconds / ideal, AtMost = 1.05, Note = made });
        bench.Found(new Finding { What = "makespan ÷ script with 64 workers", Value = ours.Figures.Seconds / narrow.Figures.Seconds, AtMost = 1, Note = made });
        bench.Found(new Finding { What = "makespan ÷ script with 128 workers", Value = ours.Figures.Seconds / wide.Figures.Seconds, Note = "as many in flight as ours" });
        bench.Found(new Finding
        {
            What = "looks ÷ looks of the script at the same window",
            Value = ours.Looks / wide.Looks,
            AtMost = 0.5,
            Note = $"{Text.Of(ours.Looks, "F2")} looks per job against {Text.Of(wide.Looks, "F2")} (128 workers) and {Text.Of(narrow.Looks, "F2")} (64)",
        });
        bench.Found(new Finding
        {
            What = "mean lag ÷ mean lag of the script",
            Value = ours.Figures.MeanLagSeconds / wide.Figures.MeanLagSeconds,
            AtMost = 1,
            Note = $"{Text.Of(ours.Figures.MeanLagSeconds, "F2")} s from the end of the generation to the stored image against {Text.Of(wide.Figures.MeanLagSeconds, "F2")} s",
        });
        bench.Found(new Finding
        {
            What = "API requests per job",
            Value = ours.Requests,
            AtMost = 5,
            Note = $"script {Text.Of(wide.Requests, "F2")} with 128 workers, {Text.Of(narrow.Requests, "F2")} with 64",
        });
    }

    private static ChildOrder Script(Workbench bench, int jobs, int workers) =>
        new() { Work = ChildWork.Script, Folder = bench.NewFolder(), Rows = jobs, Parallel = workers, PollMs = bench.Quick ? 100 : PollMs };

    private static async Task<Measured> RunAsync(Workbench bench, double[] seconds, ChildOrder order)
    {
        await using SimulatorServer api = await bench.StartApiAsync(new SimulatorOptions
        {
            Capacity = Capacity,
            TinyImages = true,
            GenerationTime = input => TimeSpan.FromSeconds(seconds[Prompts.NumberOf(input.Prompt) - 1]),
        });
        ChildFigures figures = await ChildProcess.RunAsync(order with { Api = api.BaseUrl, Token = api.Token });
        if (figures.Succeeded != order.Rows)
            throw new InvalidOperationException($"{figures.Succeeded} of {order.Rows} jobs succeeded");
        double rows = order.Rows;
        // A look is a call that asks how a job stands, by whichever endpoint: the one that brings the images is none.
        return new Measured(figures, (api.Requests.Status + api.Requests.Result - rows) / rows, api.Requests.ApiCalls / rows);
    }

    private sealed record Measured(ChildFigures Figures, double Looks, double Requests);
}
