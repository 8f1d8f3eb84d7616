namespace Seedream.Chaos;

/// <summary>What a campaign does: everything that is left to chance follows from <see cref="Seed"/>.</summary>
public sealed record ChaosOptions
{
    /// <summary>Rows and single jobs in all, shared among the batches of both acts. At least 20.</summary>
    public int Rows { get; init; } = 400;

    /// <summary>Processes that are killed with SIGKILL, in all.</summary>
    public int Kills { get; init; } = 20;

    /// <summary>Decides what happens when. Real processes run by real clocks, so a seed repeats the choices and not every interleaving.</summary>
    public int Seed { get; init; } = 1;

    public StorageKind Storage { get; init; } = StorageKind.Folders;

    /// <summary>Rows of one prompt file, at most.</summary>
    public int RowsPerBatch { get; init; } = 200;

    /// <summary>Share of the rows and kills that go through <c>seedream run</c>; the rest goes through two <c>seedream serve</c>. 0 to 1.</summary>
    public double RunShare { get; init; } = 0.5;

    /// <summary>Ends a campaign that does not come to its end, as a violation.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromHours(2);

    /// <summary>First of the loopback ports that the hosts listen on.</summary>
    public int Port { get; init; } = 43000;

    /// <summary>Long freezes (40 s), which cost a host its leases: one in so many steps; 0 for none.</summary>
    public int LongFreezeEvery { get; init; } = 60;

    /// <summary>Standstills of Azurite that outlast all tries of its client, 4 min 20 s each, while two hosts submit.</summary>
    public int StorageOutages { get; init; }

    /// <summary>Drops the reports of what failed (<c>failed.csv</c>) again.</summary>
    public bool DropFailed { get; init; }

    /// <summary>Where everything is kept; a folder of the temporary folder unless set.</summary>
    public string? Folder { get; init; }

    /// <summary>Keeps the folder even when nothing was violated.</summary>
    public bool Keep { get; init; }

    /// <summary>What would run this campaign again.</summary>
    public string Command => FormattableString.Invariant(
        $"--rows {Rows} --kills {Kills} --seed {Seed} --storage {(Storage == StorageKind.Folders ? "folders" : "azurite")} --batch-rows {RowsPerBatch} --run-share {RunShare} --long-freeze-every {LongFreezeEvery} --storage-outages {StorageOutages}{(DropFailed ? " --drop-failed" : "")}");
}
