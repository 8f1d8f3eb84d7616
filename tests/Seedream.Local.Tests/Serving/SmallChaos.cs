using Seedream.Chaos;
using Seedream.Local.Tests.Support;

namespace Seedream.Local.Tests.Serving;

/// <summary>A small campaign, so that the program that plays the long ones (docs/reliability.md) does not rot.</summary>
[Collection(nameof(ServingTests))]
public sealed class SmallChaos
{
    [UnixFact]
    public async Task Some_rows_survive_some_deaths()
    {
        CampaignReport report = await Campaign.RunAsync(new ChaosOptions { Rows = 60, Kills = 4, RowsPerBatch = 30, Seed = 3, LongFreezeEvery = 0, Limit = TimeSpan.FromMinutes(8) });

        Assert.True(report.Violations.Count == 0, report.ToText());
        Assert.True(report.CountOf("kills") >= 4, report.ToText());
        Assert.True(report.CountOf("images") > 0, report.ToText());
    }
}
