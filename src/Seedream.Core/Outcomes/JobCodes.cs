using Seedream.Core.RunComfy;

namespace Seedream.Core.Outcomes;

/// <summary>The stable codes of outcomes that neither the API nor a prompt file has a code for.</summary>
public static class JobCodes
{
    public const string Uncertain = "SUB001";
    public const string TimedOut = "JOB001";
    public const string Halted = "JOB002";
    public const string Cancelled = "JOB003";
    public const string NotReached = "JOB004";
    public const string CostsMoreThanPlanned = "JOB005";
    public const string CancelledAtApi = "JOB006";
    public const string FailedWithoutReason = "JOB007";
    public const string UnknownUnderThisToken = "JOB008";
    public const string OtherModel = "JOB009";
    public const string RanInPurged = "JOB010";
    public const string Superseded = "JOB011";
    public const string HeldBack = "JOB012";

    public static IReadOnlyList<CodeDescription> All { get; } =
    [
        new(Uncertain, "The submission may or may not have been accepted and billed: its answer was lost, or the process died in the middle.", "Collect first (seedream collect): it asks for what can be asked for and pays nothing. Then look at the account's history. Only if it is not there retry it by name (seedream retry --only uncertain); that may pay a second time."),
        new(TimedOut, "The API had not finished the job when the deadline passed, or gave no answer that decides anything. Its request id is kept.", "Nothing: it is collected later by itself where a service runs, or with seedream collect. Both go on with the same request and pay nothing. Raise Seedream:Waiting:Deadline if it happens often."),
        new(Halted, "The batch was halted before this row's turn.", "Fix what the batch's reason names, then retry: known requests are asked for, and only rows that were not submitted are paid for."),
        new(Cancelled, "The batch was cancelled before this row's turn.", "Retry if it is wanted after all."),
        new(NotReached, "The round ended before this row's turn.", "Retry."),
        new(CostsMoreThanPlanned, "The API charged more than half as much again as was planned at most, so the batch was halted.", "Compare the vendor's price with Seedream:RunComfy:PricePerImage; retry goes on at the new price."),
        new(CancelledAtApi, "The request was cancelled at the API while it was queued there; it is not billed.", "Retry by name (seedream retry --only cancelled) if it is wanted after all."),
        new(FailedWithoutReason, "The API says that the generation failed, and gives no code.", "Read the message; the API says that nothing will come of it, so a retry submits the row again and pays for it."),
        new(UnknownUnderThisToken, "The API does not know the request, but it was asked with another token than the one that submitted it, or nobody knows with which it was submitted: the image may be there for that account.", "Set the token that submitted it and collect (seedream collect), which pays nothing. Only if the account's history does not show it, retry it by name (seedream retry --only uncertain); that may pay a second time."),
        new(OtherModel, "The batch was begun with another model than the one that is set now. Nothing more is submitted for it; what was submitted is collected.", "Set Seedream:RunComfy:Model to the batch's model and retry, or run the file again as a batch of the other model."),
        new(RanInPurged, "This row ran in a batch that was purged, so its images are not known here any more. It is not paid for again.", "Look for its images where the purged batch's were kept. To make it anew, and pay anew, run the file with a further run number."),
        new(Superseded, "The batch was ended because a newer version of its file, or another batch of the same content, goes on in its place.", "Nothing: the batch that the reason names runs what this one had not."),
        new(HeldBack, "The row of a failed.csv may have been paid for, and was not corrected; the batch it names is not known here, or does not agree with what the file says. It is not submitted.", "Drop the file where its batch is, or retry or collect the batch there, which pays nothing for what is known. Only if the images are nowhere to be had, clear the row's cells from outcome to attempt and drop the file again: it is then a new row, and paid for."),
    ];
}
