namespace Seedream.Core.RunComfy;

/// <summary>The stable codes of failed API calls, as <see cref="RunComfyException.Code"/> gives them.</summary>
public static class ApiCodes
{
    internal const string NotFound = "API404";

    public static IReadOnlyList<CodeDescription> All { get; } =
    [
        new("API000", "The API could not be reached: no connection was established, so nothing was submitted.", "Check the network, the proxy and Seedream:RunComfy:BaseUrl; the pipeline tries again by itself."),
        new("API400", "The API rejected the input, for good (also: content moderation).", "Read the vendor's message, change the row and submit it again."),
        new("API401", "The API token is missing, wrong or expired.", "Set Seedream:RunComfy:ApiToken (or RUNCOMFY_API_TOKEN) to a valid token and resume the batch."),
        new("API402", "The account's balance does not suffice.", "Top up the RunComfy account and resume the batch."),
        new(NotFound, "The API does not know the request: nonexistent, deleted, expired or another account's.", "Check that the token belongs to the account that submitted, then collect it (seedream collect), which pays nothing; otherwise the result is gone, and a retry pays for the row again."),
        new("API429", "The API asks to slow down.", "Nothing: the pipeline waits as long as the API asks. If it happens all the time, lower Seedream:Jobs:MaxParallel."),
        new("API500", "The call went out and no usable answer came back (timeout, reset, 408, 5xx, unreadable body).", "For a submission: look at the account's history; it may have been accepted and billed. Any other call is repeated by itself."),
    ];
}
