using System.Diagnostics;
using System.Text.Json;
using Seedream.Benchmarks.Children;

namespace Seedream.Benchmarks.Running;

/// <summary>This program once more, as the process that is measured.</summary>
internal static class ChildProcess
{
    public static async Task<ChildFigures> RunAsync(ChildOrder order, CancellationToken kill = default)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Seedream.Benchmarks.dll"), "child"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        await using CancellationTokenRegistration killing = kill.Register(process.Kill);
        // The order may hold a storage key: it travels where no process list shows it.
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(order, ChildrenJson.Default.ChildOrder));
        process.StandardInput.Close();
        string output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        string last = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
        return process.ExitCode == 0 && JsonSerializer.Deserialize(last, ChildrenJson.Default.ChildFigures) is { } figures
            ? figures
            : throw new InvalidOperationException($"{order.Work} ended with exit code {process.ExitCode}");
    }
}
