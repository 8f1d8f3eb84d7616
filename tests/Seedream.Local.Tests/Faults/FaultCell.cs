using Seedream.Simulator.Faults;

namespace Seedream.Local.Tests.Faults;

/// <summary>One fault at one stage, once or every time.</summary>
internal sealed record FaultCell(FaultStage Stage, Fault Fault, bool Always)
{
    public FaultEntry Entry => FaultCatalogue.Of(Fault);

    public string Name => Entry.Name;

    /// <summary>What a prompt says to get it.</summary>
    public string Trigger => $"[[sim:{Stage}:{Name}={(Always ? "always" : "1")}]]";

    /// <summary>Keeps every call of its kind off the network for a while, so those of other rows too.</summary>
    public bool IsRateLimit => Fault is Fault.TooManyRequests or Fault.TooManyRequestsRetryAfter or Fault.TooManyRequestsRetryDate;

    /// <summary>Stops the whole batch, or may.</summary>
    public bool IsAccountWide => Fault is Fault.BadToken or Fault.InsufficientBalance or Fault.BadToken400 or Fault.InsufficientBalance400 or Fault.UnknownModel
        or Fault.AnotherModel or Fault.AnotherInput
        // Far more is charged than was planned.
        or Fault.MoreImages or Fault.OverAHundredImages
        || (Stage == FaultStage.Submit && (Fault is Fault.NotFoundPage or Fault.UnauthorizedPage or Fault.ForbiddenPage));

    /// <summary>Is about another request as well: it needs one, and no other row must be taken for it.</summary>
    public bool IsMixUp => Fault is Fault.AcceptThenSameId or Fault.AcceptThenOldId or Fault.AnotherJob or Fault.AnotherId or Fault.AnotherModel or Fault.AnotherInput;

    /// <summary>Serves another file than the one that was made, which may be whole enough to be kept, or more files than anybody asked for.</summary>
    public bool IsOtherFile => Fault is Fault.MoreImages or Fault.OverAHundredImages or Fault.JpegWithoutEnd or Fault.PngWithoutEnd or Fault.PngBadAncillary;

    public override string ToString() => $"{Stage} {Name} {(Always ? "every time" : "once")}";

    /// <summary>Every fault of the simulator at every stage where it makes sense, once and every time.</summary>
    public static IReadOnlyList<FaultCell> All { get; } =
    [
        .. from stage in Enum.GetValues<FaultStage>()
           from entry in FaultCatalogue.Entries
           where entry.Stages.Contains(stage)
           from always in new[] { false, true }
           select new FaultCell(stage, entry.Fault, always),
    ];
}
