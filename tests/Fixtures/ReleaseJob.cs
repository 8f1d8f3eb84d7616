namespace Seedream.Fixtures;

/// <summary>A single job of a fixture.</summary>
/// <param name="Id">Its id.</param>
/// <param name="By"><c>http</c> or <c>queue</c>.</param>
/// <param name="IdempotencyKey">The key it was sent with, if any.</param>
/// <param name="Body">What was sent, byte by byte.</param>
/// <param name="Status">Status in its record.</param>
/// <param name="Ended">Whether it has ended.</param>
/// <param name="LedgerRecords">Records in its ledger.</param>
/// <param name="LedgerStates">The same per state.</param>
/// <param name="OutcomeRecords">Outcomes of all rounds.</param>
/// <param name="Outcomes">Its last outcome, counted.</param>
/// <param name="Paid">What the API accepted for it.</param>
internal sealed record ReleaseJob(
    string Id,
    string By,
    string? IdempotencyKey,
    string Body,
    string Status,
    bool Ended,
    int LedgerRecords,
    IReadOnlyDictionary<string, int> LedgerStates,
    int OutcomeRecords,
    IReadOnlyDictionary<string, int> Outcomes,
    IReadOnlyList<PaidRequest> Paid);
