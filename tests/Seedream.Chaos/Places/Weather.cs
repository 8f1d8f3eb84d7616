using Seedream.Simulator.Faults;

namespace Seedream.Chaos.Places;

/// <summary>Every stage of the API goes wrong now and then. Submissions whose answer is lost are rare, since each ends a row as uncertain.</summary>
internal static class Weather
{
    /// <summary>True for a fault after which the API says for good that it does not know the request.</summary>
    public static bool IsLostForGood(Fault? fault) => false;

    public static FaultPlan Create() => new FaultPlan { RetryAfter = TimeSpan.FromSeconds(1), SlowTime = TimeSpan.FromSeconds(2), HangTime = TimeSpan.FromSeconds(20) }
        .Rate(FaultStage.Submit, Fault.TooManyRequestsRetryAfter, 0.002)
        .Rate(FaultStage.Submit, Fault.AcceptThenReset, 0.003)
        .Rate(FaultStage.Submit, Fault.AcceptThenServerError, 0.003)
        .Rate(FaultStage.Submit, Fault.AcceptThenMalformedJson, 0.002)
        .Rate(FaultStage.Submit, Fault.Reset, 0.002)
        .Rate(FaultStage.Submit, Fault.Slow, 0.003)
        .Rate(FaultStage.Status, Fault.InternalServerError, 0.01)
        .Rate(FaultStage.Status, Fault.Reset, 0.01)
        .Rate(FaultStage.Status, Fault.HtmlPage, 0.005)
        .Rate(FaultStage.Status, Fault.UnknownStatus, 0.005)
        .Rate(FaultStage.Result, Fault.MalformedJson, 0.01)
        .Rate(FaultStage.Result, Fault.StillProcessing, 0.01)
        .Rate(FaultStage.Result, Fault.ResetMidResponse, 0.01)
        .Rate(FaultStage.Result, Fault.CompletedWord, 0.05)
        .Rate(FaultStage.Cancel, Fault.InternalServerError, 0.1)
        .Rate(FaultStage.Cancel, Fault.ResetMidResponse, 0.1)
        .Rate(FaultStage.Cancel, Fault.NotCancellable, 0.1)
        .Rate(FaultStage.Download, Fault.Truncated, 0.02)
        .Rate(FaultStage.Download, Fault.ResetMidResponse, 0.01)
        .Rate(FaultStage.Download, Fault.ShortFile, 0.01)
        .Rate(FaultStage.Download, Fault.BitFlip, 0.02)
        .Rate(FaultStage.Download, Fault.Corrupt, 0.01)
        .Rate(FaultStage.Download, Fault.ExpiredUrl, 0.01)
        .Rate(FaultStage.Download, Fault.WrongType, 0.01)
        .Rate(FaultStage.Generation, Fault.PartialGroup, 0.1);
}
