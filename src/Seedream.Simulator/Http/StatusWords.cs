using Seedream.Simulator.Faults;

namespace Seedream.Simulator.Http;

/// <summary>Words for a finished request that nobody documented.</summary>
internal static class StatusWords
{
    public static string? Of(Fault? fault) => fault switch
    {
        Fault.SaysDone or Fault.SaysDoneWithoutOutput => "done",
        Fault.SaysOk or Fault.SaysOkWithoutOutput => "ok",
        Fault.SaysFinished or Fault.SaysFinishedWithoutOutput => "finished",
        Fault.SaysExpired or Fault.SaysExpiredWithoutOutput => "expired",
        Fault.SaysTimeout or Fault.SaysTimeoutWithoutOutput => "timeout",
        _ => null,
    };

    public static bool HideOutput(Fault? fault) => fault
        is Fault.SaysDoneWithoutOutput or Fault.SaysOkWithoutOutput or Fault.SaysFinishedWithoutOutput or Fault.SaysExpiredWithoutOutput or Fault.SaysTimeoutWithoutOutput;
}
