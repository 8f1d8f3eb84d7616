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
        new(Fault.RedirectElsewhere, "redirect-elsewhere", [Download, .. Calls], false),
        new(Fault.ExpiredUrl, "expired-url", [Download], false),
        new(Fault.GoneUrl, "gone-url", [Download], false),
        new(Fault.Oversized, "oversized", [Download], false),
        new(Fault.NotFoundPage, "404-page", AnyCall, false),
        new(Fault.UnauthorizedPage, "401-page", Calls, false),
        new(Fault.ForbiddenPage, "403-page", AnyCall, false),
        new(Fault.BadToken400, "400-token", Calls, false),
        new(Fault.InsufficientBalance400, "400-balance", [Submit], false),
        new(Fault.UnknownModel, "unknown-model", [Submit, Info], true) { Target = InfoTarget.Model },
        new(Fault.AcceptThen202, "accept-202", [Submit], false),
        new(Fault.AcceptThenSameId, "accept-same-id", [Submit], false),
        new(Fault.AcceptThenOldId, "accept-old-id", [Submit], false),
        new(Fault.LateResult, "late-result", [Generation], true),
        new(Fault.LateRequest, "late-request", [Generation], true),
        new(Fault.Gone, "gone", [Generation], true),
        new(Fault.Lost, "lost", [Generation], true),
        new(Fault.RefusedWith400, "refused-400", [Generation], true),
        new(Fault.RefusedWith422, "refused-422", [Generation], true),
        new(Fault.MoreImages, "more-images", [Generation], true),
        new(Fault.OverAHundredImages, "many-images", [Generation], true),
        OfResult(Fault.NotReady, "not-ready") with { Repeats = false },
        new(Fault.IncludeCostRefused, "no-cost", [Result], false) { NeedsCost = true },
        OfCost(Fault.CostNaN, "cost-nan"),
        OfCost(Fault.CostNegative, "cost-negative"),
        OfCost(Fault.CostAbsurd, "cost-absurd"),
        OfCost(Fault.CostText, "cost-string"),
        OfCost(Fault.CostWords, "cost-words"),
        OfCost(Fault.CostMissing, "cost-missing"),
        OfResult(Fault.BigResult, "big-result"),
        OfResult(Fault.BlankUrls, "blank-url"),
        OfResult(Fault.OutputText, "output-string"),
        OfResult(Fault.OutputList, "output-array"),
        OfResult(Fault.SameFileTwice, "output-twice"),
        OfResult(Fault.ImageWithVideos, "output-videos"),
        OfResult(Fault.AnotherJob, "other-job"),
        OfResult(Fault.AnotherId, "other-id", Status),
        OfResult(Fault.AnotherModel, "other-model"),
        OfResult(Fault.AnotherInput, "other-input"),
        OfResult(Fault.TimesInYearOne, "time-year-1"),
        OfResult(Fault.TimesIn1970, "time-1970"),
        OfResult(Fault.TimesEightHoursOff, "time-8h-off"),
        OfResult(Fault.TimesAYearApart, "time-year-apart"),
        OfResult(Fault.TimesInWords, "time-words"),
        OfResult(Fault.SaysDone, "says-done", Status),
        OfResult(Fault.SaysOk, "says-ok", Status),
        OfResult(Fault.SaysFinished, "says-finished", Status),
        OfResult(Fault.SaysExpired, "says-expired", Status),
        OfResult(Fault.SaysTimeout, "says-timeout", Status),
        OfResult(Fault.SaysDoneWithoutOutput, "says-done-empty"),
        OfResult(Fault.SaysOkWithoutOutput, "says-ok-empty"),
        OfResult(Fault.SaysFinishedWithoutOutput, "says-finished-empty"),
        OfResult(Fault.SaysExpiredWithoutOutput, "says-expired-empty"),
        OfResult(Fault.SaysTimeoutWithoutOutput, "says-timeout-empty"),
        new(Fault.CancelledAnyway, "cancelled-anyway", [Cancel], true),
        OfInfo(Fault.PricePerSecond, "price-second", InfoTarget.Model),
        OfInfo(Fault.PricePerMegapixel, "price-megapixel", InfoTarget.Model),
        OfInfo(Fault.PricePerThousand, "price-thousand", InfoTarget.Model),
        OfInfo(Fault.PriceWithoutUnit, "price-no-unit", InfoTarget.Model),
        OfInfo(Fault.PriceText, "price-string", InfoTarget.Model),
        OfInfo(Fault.PriceInProse, "price-prose", InfoTarget.Model),
        OfInfo(Fault.PriceMissing, "price-missing", InfoTarget.Model),
        OfInfo(Fault.PriceByOption, "price-by-option", InfoTarget.Model),
        OfInfo(Fault.SchemaChanged, "schema-changed", InfoTarget.Model),
        OfInfo(Fault.SchemaMissing, "schema-missing", InfoTarget.Model),
        OfInfo(Fault.BalanceZero, "balance-zero", InfoTarget.Balance),
        OfInfo(Fault.BalanceNegative, "balance-negative", InfoTarget.Balance),
        OfInfo(Fault.BalanceText, "balance-string", InfoTarget.Balance),
        OfInfo(Fault.BalanceNaN, "balance-nan", InfoTarget.Balance),
        OfInfo(Fault.BalanceOdd, "balance-odd", InfoTarget.Balance),
        new(Fault.Gzip, "gzip", [Download], true),
        new(Fault.Brotli, "br", [Download], true),
        new(Fault.Status201, "201", [Download], true),
        new(Fault.Status203, "203", [Download], true),
        new(Fault.PartialWhole, "206", [Download], true),
        new(Fault.PartialHalf, "206-half", [Download], false),
        new(Fault.JpegWithoutEnd, "jpeg-no-end", [Download], true) { Format = "jpeg" },
        new(Fault.PngWithoutEnd, "png-no-end", [Download], true) { Format = "png" },
        new(Fault.PngBadAncillary, "png-ancillary", [Download], true) { Format = "png" },
        new(Fault.CutInPixels, "cut-pixels", [Download], false),
    ];

    private static readonly FrozenDictionary<string, FaultEntry> ByName = Names().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<Fault, FaultEntry> ByFault = Entries.ToFrozenDictionary(e => e.Fault);

    public static FaultEntry Of(Fault fault) => ByFault[fault];

    /// <summary>Finds a fault by its short name, its name in <see cref="Fault"/>, or <c>uncertain</c> (= <c>accept-500</c>).</summary>
    public static FaultEntry? Find(string name) => ByName.GetValueOrDefault(name);

    // What is odd about an answer shows once there is something to answer, and stays.
    private static FaultEntry OfResult(Fault fault, string name, params FaultStage[] also) => new(fault, name, [Result, .. also], true) { WhenFinished = true };

    private static FaultEntry OfCost(Fault fault, string name) => OfResult(fault, name) with { NeedsCost = true };

    private static FaultEntry OfInfo(Fault fault, string name, InfoTarget target) => new(fault, name, [Info], false) { Target = target };

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
