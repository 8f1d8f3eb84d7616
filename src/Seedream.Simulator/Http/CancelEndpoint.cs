using Seedream.Simulator.Faults;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Http;

/// <summary><c>POST /v1/requests/{id}/cancel</c>: only a queued request can be cancelled.</summary>
internal sealed class CancelEndpoint(Simulation simulation)
{
    public Answer Answer(ApiCall call)
    {
        Submission submission = call.Submission!;
        bool cancelled = call.Fault != Fault.NotCancellable && simulation.Cancel(submission);
        (SubmissionState state, _) = simulation.Look(submission);
        bool finished = state is SubmissionState.Succeeded or SubmissionState.Failed;
        if (call.Fault == Fault.CancelledAnyway || (finished && simulation.Options.CancelledWhenFinished)) cancelled = true;
        return Http.Answer.Json(202, json =>
        {
            json.WriteString("request_id", submission.RequestId);
            json.WriteString("status", StatusEndpoint.Word(state));
            json.WriteString("outcome", cancelled ? "cancelled" : "not_cancellable");
        });
    }
}
