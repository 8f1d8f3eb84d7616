using System.Text.Json;
using Seedream.Simulator.Faults;

namespace Seedream.Simulator.Http;

/// <summary>Tells the account of each try to submit, and how it ended if it was not accepted.</summary>
internal sealed class MarkerNotes(Simulation simulation) : ICallStep
{
    public async Task Invoke(ApiCall call, Func<ApiCall, Task> next)
    {
        if (call.Marker is not { } marker)
        {
            await next(call);
            return;
        }
        call.FaultCall = new FaultCall(FaultStage.Submit, marker, simulation.Called(marker), marker, PromptOf(call));
        try
        {
            await next(call);
        }
        finally
        {
            if (!call.Accepted) simulation.NotAccepted(marker, refused: call.Refused || call.Fault is Fault.Moderated or Fault.InputRejected or Fault.UnknownModel);
        }
    }

    private static string? PromptOf(ApiCall call) =>
        call.Input is { ValueKind: JsonValueKind.Object } input
        && input.TryGetProperty("prompt", out JsonElement prompt)
        && prompt.ValueKind == JsonValueKind.String
            ? prompt.GetString()
            : null;
}
