namespace Seedream.Fixtures;

/// <summary>A batch of a fixture.</summary>
/// <param name="Id">Its id.</param>
/// <param name="File">The file's name in its record.</param>
/// <param name="PromptFile">The same file, byte by byte, below the fixtures' folder.</param>
/// <param name="Run">Its run number.</param>
/// <param name="How">How it was started, and what was done to it.</param>
/// <param name="State">How it stands, in words.</param>
/// <param name="Status">Status in its record.</param>
/// <param name="Round">Last round.</param>
/// <param name="Rows">Rows in its record.</param>
/// <param name="Ended">Whether the last round has ended.</param>
/// <param name="Counts">Rows per outcome in its record.</param>
/// <param name="LedgerRecords">Records in its ledger.</param>
/// <param name="LedgerStates">The same per state.</param>
/// <param name="OutcomeRecords">Outcomes of all rounds.</param>
/// <param name="Outcomes">Rows per last outcome.</param>
/// <param name="Paid">What the API accepted for it.</param>
internal sealed record ReleaseBatch(
    string Id,
    string File,
    string PromptFile,
    int Run,
    string How,
    string State,
    string Status,
    int Round,
    int Rows,
    bool Ended,
    IReadOnlyDictionary<string, int> Counts,
    int LedgerRecords,
    IReadOnlyDictionary<string, int> LedgerStates,
    int OutcomeRecords,
    IReadOnlyDictionary<string, int> Outcomes,
    IReadOnlyList<PaidRequest> Paid);
