using System.Text.Json;

namespace Seedream.Benchmarks.Children;

/// <summary>Not how the benchmarks are started: how they start what they measure.</summary>
internal static class ChildProgram
{
    public static async Task<int> RunAsync()
    {
        ChildOrder order = JsonSerializer.Deserialize(await Console.In.ReadToEndAsync(), ChildrenJson.Default.ChildOrder)!;
        ChildFigures figures = order.Work switch
        {
            ChildWork.Batch => await BatchWork.RunAsync(order),
            ChildWork.Script => await PlainScript.RunAsync(order),
            ChildWork.Plan => await PlanWork.RunAsync(order),
            ChildWork.Copy => await CopyWork.RunAsync(order),
            ChildWork.BareCopy => await CopyWork.RunBareAsync(order),
            ChildWork.HalfDone => await HalfDoneWork.RunAsync(order),
            ChildWork.Soak => await SoakWork.RunAsync(order),
            _ => throw new InvalidOperationException($"unknown work {order.Work}"),
        };
        Console.WriteLine(JsonSerializer.Serialize(figures, ChildrenJson.Default.ChildFigures));
        return 0;
    }
}
