namespace Seedream.Core.RunComfy;

/// <summary>The stable codes of failed API calls, as <see cref="RunComfyException.Code"/> gives them, and of what is found out before the first of them.</summary>
public static class ApiCodes
{
    public const string BadToken = "API401";
    public const string NoBalance = "API402";
    public const string ModelUnknown = "API405";
    public const string ModelNotChecked = "API406";
    public const string UncountablePrice = "API407";
    internal const string NotFound = "API404";

    public static IReadOnlyList<CodeDescription> All { get; } =
    [
        new("API000", "The API could not be reached: no connection was established, so nothing was submitted.", "Check the network, the proxy and Seedream:RunComfy:BaseUrl; the pipeline tries again by itself."),
        new("API400", "The API rejected the input, for good (also: content moderation).", "Read the vendor's message, change the row and submit it again."),
        new(BadToken, "The API token is missing, wrong or expired; the account itself was asked and says so too.", "Set Seedream:RunComfy:ApiToken (or RUNCOMFY_API_TOKEN) to a valid token of the same account and continue: what was submitted is fetched, free of charge."),
        new(NoBalance, "The account's balance does not suffice.", "Top up the RunComfy account and continue; for an account that is billed later set Seedream:RunComfy:BalanceCheck to Warn. What was submitted is fetched, free of charge."),
        new(NotFound, "The API said for a long time (Seedream:Waiting:NotFoundGrace), to the very token that submitted it, that it does not know the request: deleted, never made, or expired. If it expired it was billed, so its cost counts as open.", "Look at the account's history first. A retry pays for the row again."),
        new(ModelUnknown, "The API does not know the model, or the base URL leads elsewhere: no row can be submitted.", "Check Seedream:RunComfy:Model and Seedream:RunComfy:BaseUrl, then retry; nothing was paid for."),
        new(ModelNotChecked, "Another model than the default is set, and it takes other input, or the API does not tell what it takes and costs: nothing is submitted to it.", "Remove Seedream:RunComfy:Model, or name a model that takes the same input; nothing was paid for."),
        new(UncountablePrice, "The model's price is not per image (per second, per megapixel, per 1000 images, ...), so nobody can say what the batch would cost: nothing is submitted.", "Use a model that is charged per image; nothing was paid for."),
        new("API429", "The API asks to slow down.", "Nothing: the pipeline waits as long as the API asks. If it happens all the time, lower Seedream:Jobs:MaxParallel."),
        new("API500", "The call went out and no usable answer came back (timeout, reset, 408, 5xx, unreadable body).", "For a submission: look at the account's history; it may have been accepted and billed. Any other call is repeated by itself."),
    ];
}
