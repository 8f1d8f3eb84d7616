using System.Collections.Frozen;
using static Seedream.Simulator.Faults.FaultStage;

namespace Seedream.Simulator.Faults;

/// <summary>Every fault with its name and the stages where it makes sense.</summary>
public static class FaultCatalogue
{
    private static readonly FaultStage[] Calls = [Submit, Status, Result, Cancel, Info];
    private static readonly FaultStage[] AnyCall = [.. Calls, Download];
    private static readonly FaultStage[] ById = [Status, Result, Cancel];

    public static IReadOnlyList<FaultEntry> Entries { get; } =
    [
        new(Fault.TooManyRequests, "429", AnyCall, false),
        new(Fault.TooManyRequestsRetryAfter, "429-retry-after", AnyCall, false),
        new(Fault.TooManyRequestsRetryDate, "429-retry-date", AnyCall, false),
        new(Fault.RequestTimeout, "408", AnyCall, false),
        new(Fault.InternalServerError, "500", AnyCall, false),
        new(Fault.BadGateway, "502", AnyCall, false),
        new(Fault.ServiceUnavailable, "503", AnyCall, false),
        new(Fault.GatewayTimeout, "504", AnyCall, false),
        new(Fault.Reset, "reset", AnyCall, false),
        new(Fault.ResetMidResponse, "reset-mid", AnyCall, false),
        new(Fault.Hang, "hang", AnyCall, false),
        new(Fault.Slow, "slow", [Download, .. Calls], false),
        new(Fault.ErrorInside200, "error-200", Calls, false),
        new(Fault.MalformedJson, "malformed", Calls, false),
        new(Fault.HtmlPage, "html", Calls, false),
        new(Fault.EmptyBody, "empty", AnyCall, false),
        new(Fault.BadToken, "401", Calls, false),
        new(Fault.InsufficientBalance, "402", [Submit], false),
        new(Fault.NotYours, "403", ById, true),
        new(Fault.ExpiredId, "404", ById, true),
        new(Fault.Moderated, "moderated", [Submit], true),
        new(Fault.InputRejected, "422", [Submit], true),
        new(Fault.AcceptThenServerError, "accept-500", [Submit], false),
        new(Fault.AcceptThenRequestTimeout, "accept-408", [Submit], false),
        new(Fault.AcceptThenGatewayTimeout, "accept-504", [Submit], false),
        new(Fault.AcceptThenHang, "accept-hang", [Submit], false),
        new(Fault.AcceptThenReset, "accept-reset", [Submit], false),
        new(Fault.AcceptThenResetMidResponse, "accept-reset-mid", [Submit], false),
        new(Fault.AcceptThenErrorInside200, "accept-error-200", [Submit], false),
        new(Fault.AcceptThenMalformedJson, "accept-malformed", [Submit], false),
        new(Fault.AcceptThenNoRequestId, "accept-no-id", [Submit], false),
        new(Fault.JobFails, "fail", [Generation], true),
        new(Fault.JobFailsWithObject, "fail-object", [Generation], true),
        new(Fault.JobModerated, "output-moderated", [Generation], true),
        new(Fault.PartialGroup, "partial", [Generation], true),
        new(Fault.NoImages, "no-images", [Generation], true),
        new(Fault.JobStuck, "stuck", [Generation], true),
        new(Fault.JobSlow, "slow-job", [Generation], true),
        new(Fault.UnknownStatus, "unknown-status", [Status, Result], false),
        new(Fault.FailedStatus, "failed-status", [Status], true),
        new(Fault.CompletedWord, "completed-word", [Result], true),
        new(Fault.StillProcessing, "still-processing", [Result], false),
        new(Fault.ForeignUrl, "foreign-url", [Result], true),
        new(Fault.NotCancellable, "not-cancellable", [Cancel], true),
        new(Fault.Truncated, "truncated", [Download], false),
        new(Fault.ShortFile, "short", [Download], false),
        new(Fault.WrongType, "wrong-type", [Download], false),
        new(Fault.Corrupt, "corrupt", [Download], false),
        new(Fault.BitFlip, "bit-flip", [Download], false),
        new(Fault.Redirect, "redirect", [Download], false),
        new(Fault.RedirectElsewhere, "redirect-elsewhere", [Download], false),
        new(Fault.ExpiredUrl, "expired-url", [Download], false),
        new(Fault.GoneUrl, "gone-url", [Download], false),
        new(Fault.Oversized, "oversized", [Download], false),
    ];

    private static readonly FrozenDictionary<string, FaultEntry> ByName = Names().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<Fault, FaultEntry> ByFault = Entries.ToFrozenDictionary(e => e.Fault);

    public static FaultEntry Of(Fault fault) => ByFault[fault];

    /// <summary>Finds a fault by its short name, its name in <see cref="Fault"/>, or <c>uncertain</c> (= <c>accept-500</c>).</summary>
    public static FaultEntry? Find(string name) => ByName.GetValueOrDefault(name);

    private static IEnumerable<KeyValuePair<string, FaultEntry>> Names()
    {
        foreach (FaultEntry entry in Entries)
        {
            yield return new(entry.Name, entry);
            if (!string.Equals(entry.Name, entry.Fault.ToString(), StringComparison.OrdinalIgnoreCase)) yield return new(entry.Fault.ToString(), entry);
            if (entry.Fault == Fault.AcceptThenServerError) yield return new("uncertain", entry);
        }
    }
}
