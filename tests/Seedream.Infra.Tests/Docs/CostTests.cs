using System.Globalization;
using System.Text;
using Seedream.Infra.Tests.Support;

namespace Seedream.Infra.Tests.Docs;

/// <summary>The cost table of docs/deploy.md follows from the inputs and prices that stand above it.</summary>
public sealed class CostTests
{
    private const double SecondsOfAMonth = 730 * 3600;

    private static readonly double[] Volumes = [100, 10_000, 1_000_000];

    private readonly Dictionary<string, double> inputs = Values("### Cost inputs");
    private readonly Dictionary<string, double> prices = Values("### Cost prices");

    [Fact]
    public async Task Table_OfCosts_FollowsFromInputsAndPrices()
    {
        StringBuilder table = new("| images a month | RunComfy | Functions | storage operations | storage | telemetry | Azure without alerts | alerts | Azure per 1,000 images |\n|---|---|---|---|---|---|---|---|---|\n");
        foreach (double images in Volumes)
        {
            double[] azure = [Functions(images), Operations(images), Storage(images), Telemetry(images)];
            double sum = azure.Sum();
            double alerts = inputs["alert_rules"] * prices["alert_rule"];
            table.Append(string.Create(CultureInfo.InvariantCulture, $"| {images:N0} | {images * prices["image"]:N2} | {azure[0]:N2} | {azure[1]:N2} | {azure[2]:N2} | {azure[3]:N2} | {sum:N2} | {alerts:N2} | {sum / images * 1000:N2} |\n"));
        }

        await DeployPage.ExpectAsync("costs", table.ToString());
    }

    [Fact]
    public void AlertRules_InTheInputs_AreThoseOfTheTemplate() => Assert.Equal(
        Repository.Read("infra/modules/alerts.bicep").Split('\n').Count(line => line.StartsWith("    severity:", StringComparison.Ordinal)),
        inputs["alert_rules"]);

    private double Functions(double images)
    {
        double gigabyteSeconds = (images * inputs["gigabyte_seconds"]) + (inputs["sweep_executions"] * 2);
        double executions = (images * inputs["executions"]) + inputs["sweep_executions"];
        return (Math.Max(0, gigabyteSeconds - prices["free_gigabyte_seconds"]) * prices["gigabyte_second"])
            + (Math.Max(0, executions - prices["free_executions"]) / 1e6 * prices["million_executions"]);
    }

    private double Operations(double images) =>
        (images * inputs["blob_writes"] / 1e4 * prices["ten_thousand_writes"])
        + (images * inputs["blob_reads"] / 1e4 * prices["ten_thousand_reads"])
        + (images * inputs["table_operations"] / 1e4 * prices["ten_thousand_table"])
        + (((images * inputs["queue_operations"]) + (Math.Min(SecondsOfAMonth, images * inputs["waiting_seconds"]) * inputs["waiting_operations"])) / 1e4 * prices["ten_thousand_queue"]);

    private double Storage(double images) => images * ((inputs["image_megabytes"] / 1e3) + (inputs["state_kilobytes"] / 1e6)) * prices["gigabyte_month"];

    private double Telemetry(double images) => Math.Max(0, (images * inputs["telemetry_kilobytes"] / 1e6) - prices["free_telemetry_gigabytes"]) * prices["telemetry_gigabyte"];

    private static Dictionary<string, double> Values(string heading) => MarkdownTable.Under(DeployPage.Name, heading)
        .ToDictionary(row => row[0], row => double.Parse(row[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
