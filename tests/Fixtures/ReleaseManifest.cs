namespace Seedream.Fixtures;

/// <summary>What a fixture holds, as <c>manifest.json</c> says: counted from its storage and from the books of the simulated API, by no code of this repository.</summary>
/// <param name="Release">The commit whose build made it.</param>
/// <param name="MadeAt">When.</param>
/// <param name="Simulator">What a simulator must be started with to know its requests.</param>
/// <param name="Paid">Submissions that were accepted and not cancelled.</param>
/// <param name="BilledUsd">What they cost.</param>
/// <param name="Batches">The batches of its catalog.</param>
/// <param name="Purged">Batches of which only a tombstone is left.</param>
/// <param name="Jobs">Single jobs.</param>
/// <param name="Drops">Versions of dropped files that were dealt with.</param>
/// <param name="Open">Rounds that a killed host left.</param>
/// <param name="PoisonRecords">Messages nobody could deal with.</param>
internal sealed record ReleaseManifest(
    string Release,
    DateTimeOffset MadeAt,
    ReleaseSimulator Simulator,
    int Paid,
    decimal BilledUsd,
    IReadOnlyList<ReleaseBatch> Batches,
    IReadOnlyList<PurgedBatch> Purged,
    IReadOnlyList<ReleaseJob> Jobs,
    IReadOnlyList<ReleaseDrop> Drops,
    IReadOnlyList<ReleaseRound> Open,
    int PoisonRecords);
