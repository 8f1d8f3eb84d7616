using System.Diagnostics;
using System.Text.Json;

namespace Seedream.Local.Tests.EndToEnd;

/// <summary>The benchmark program in miniature, so that it cannot rot. Its numbers are looked at by people, and not here.</summary>
public sealed class Benchmarks
{
    [Fact]
    public async Task Every_budget_is_measured_and_reported()
    {
        string folder = Directory.CreateTempSubdirectory("seedream-benchmarks-").FullName;
        string report = Path.Combine(folder, "report.json");
        string[] scenarios = ["makespan", "throughput", "plan", "memory", "copy", "restart", "board", "scale", "host", "load-folder", "load-http"];

        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Seedream.Benchmarks.dll"), .. scenarios, "--quick", "--work", folder, "--json", report])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, $"{await output}\n{await errors}");
        using JsonDocument json = JsonDocument.Parse(await File.ReadAllBytesAsync(report));
        JsonElement[] findings = [.. json.RootElement.GetProperty("findings").EnumerateArray()];
        Assert.Equal(scenarios, findings.Select(finding => finding.GetProperty("scenario").GetString()!).Distinct());
        Assert.All(findings, finding => Assert.True(double.IsFinite(finding.GetProperty("value").GetDouble())));
        Assert.True(json.RootElement.GetProperty("quick").GetBoolean());
        Assert.Contains("| makespan", await output, StringComparison.Ordinal);
        Assert.Equal([report], Directory.GetFileSystemEntries(folder));
        Directory.Delete(folder, recursive: true);
    }
}
