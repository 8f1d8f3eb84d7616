using System.CommandLine;
using Seedream.Chaos;

Option<int> rows = new("--rows") { Description = "Rows and single jobs in all.", DefaultValueFactory = _ => 400 };
Option<int> kills = new("--kills") { Description = "Processes killed with SIGKILL, in all.", DefaultValueFactory = _ => 20 };
Option<int> seed = new("--seed") { Description = "Decides what happens when.", DefaultValueFactory = _ => 1 };
Option<StorageKind> storage = new("--storage") { Description = "folders or azurite.", DefaultValueFactory = _ => StorageKind.Folders };
Option<int> batchRows = new("--batch-rows") { Description = "Rows of one prompt file, at most.", DefaultValueFactory = _ => 200 };
Option<double> runShare = new("--run-share") { Description = "Share that goes through 'seedream run', 0 to 1; the rest through two 'seedream serve'.", DefaultValueFactory = _ => 0.5 };
Option<int> longFreezes = new("--long-freeze-every") { Description = "One freeze of 40 s in so many steps; 0 for none.", DefaultValueFactory = _ => 60 };
Option<int> outages = new("--storage-outages") { Description = "Standstills of Azurite that outlast all tries of its client (4 min 20 s each)." };
Option<bool> dropFailed = new("--drop-failed") { Description = "Drops every failed.csv again." };
Option<int> limit = new("--limit") { Description = "Minutes after which a campaign counts as stuck.", DefaultValueFactory = _ => 120 };
Option<int> port = new("--port") { Description = "First loopback port of the hosts.", DefaultValueFactory = _ => 43000 };
Option<string?> folder = new("--folder") { Description = "Where everything is kept; a temporary folder unless set." };
Option<bool> keep = new("--keep") { Description = "Keeps the folder even when nothing was violated." };
Option<int> campaigns = new("--campaigns") { Description = "So many campaigns, one seed after another.", DefaultValueFactory = _ => 1 };
Option<bool> regressions = new("--regressions") { Description = "Plays every campaign that once found something." };
RootCommand command = new("Kills, freezes and starves real seedream processes while they work, then compares what they say with the simulator's books.")
{
    rows, kills, seed, storage, batchRows, runShare, longFreezes, outages, dropFailed, limit, port, folder, keep, campaigns, regressions,
};
command.SetAction(async (parse, _) =>
{
    ChaosOptions asked = new()
    {
        Rows = parse.GetValue(rows),
        Kills = parse.GetValue(kills),
        Seed = parse.GetValue(seed),
        Storage = parse.GetValue(storage),
        RowsPerBatch = parse.GetValue(batchRows),
        RunShare = parse.GetValue(runShare),
        LongFreezeEvery = parse.GetValue(longFreezes),
        StorageOutages = parse.GetValue(outages),
        DropFailed = parse.GetValue(dropFailed),
        Limit = TimeSpan.FromMinutes(parse.GetValue(limit)),
        Port = parse.GetValue(port),
        Folder = parse.GetValue(folder),
        Keep = parse.GetValue(keep),
    };
    IEnumerable<(string Found, ChaosOptions Options)> all = parse.GetValue(regressions)
        ? Regressions.All
        : Enumerable.Range(asked.Seed, parse.GetValue(campaigns)).Select(number => ("", asked with { Seed = number }));
    CampaignReport total = new();
    foreach ((string found, ChaosOptions options) in all)
    {
        Console.WriteLine($"{options.Command} {found}");
        CampaignReport report = await Campaign.RunAsync(options);
        Console.WriteLine(report.ToText());
        total.Add(report);
        total.Count("campaigns");
    }

    if (total.CountOf("campaigns") > 1)
        Console.WriteLine($"in all\n{total.ToText()}");
    return total.Violations.Count == 0 ? 0 : 1;
});
return await command.Parse(args).InvokeAsync();
