namespace Seedream.Core.Submission;

/// <summary>What is known of one attempt of a row, from its ledger record and its outcomes together.</summary>
public enum AttemptStanding
{
    /// <summary>Certainly not accepted: nothing was paid, nothing can come.</summary>
    Unused,

    /// <summary>Its request is known, and neither its images nor the API's last word are here: to be asked for, free of charge.</summary>
    Open,

    /// <summary>
    /// Its request is known, and the API's answer to it is not believed: given to another token than the one that submitted it, or
    /// about something else than was asked for. Asking is free; another submission may pay a second time.
    /// </summary>
    Doubted,

    /// <summary>It may have been accepted, and no request is known to ask for.</summary>
    Uncertain,

    /// <summary>The API itself has said that nothing will come of it.</summary>
    Final,

    /// <summary>The API has said for good that it does not know the request, which may also mean that it has expired: it may have been paid for.</summary>
    Lost,

    /// <summary>Its images are, or were, in storage.</summary>
    Succeeded,
}
