namespace Seedream.Chaos;

/// <summary>Campaigns that once found something, to be played again with <c>--regressions</c>.</summary>
internal static class Regressions
{
    public static IReadOnlyList<(string Found, ChaosOptions Options)> All { get; } =
    [
        ("(a host told to stop while it starts)", Small with { Seed = 101 }),
        ("(records of killed hosts)", Small with { Seed = 102 }),
        ("(submitted by a process whose clock ran ahead, collected by one whose clock is right)", new() { Rows = 360, Kills = 26, RowsPerBatch = 90, Seed = 1002 }),
        ("(after an outage, rows left uncertain waited one by one; a job put aside before it began)", new() { Rows = 360, Kills = 26, RowsPerBatch = 90, Seed = 2023, Storage = StorageKind.Azurite }),
    ];

    private static ChaosOptions Small => new() { Rows = 300, Kills = 30, RowsPerBatch = 75 };
}
