using Seedream.Simulator.Faults;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Http;

/// <summary><c>GET /v1/requests/{id}/status</c>: knows no <c>failed</c>, a failed generation is <c>completed</c> here.</summary>
internal sealed class StatusEndpoint(Simulation simulation)
{
    public Answer Answer(ApiCall call)
    {
        Submission submission = call.Submission!;
        (SubmissionState state, int? position) = simulation.Look(submission);
        string word = call.Fault switch
        {
            Fault.UnknownStatus => "reticulating",
            Fault.FailedStatus => "failed",
            _ => StatusWords.Of(call.Fault) ?? Word(state),
        };
        return Http.Answer.Json(200, json =>
        {
            json.WriteString("request_id", ResultEndpoint.IdOf(simulation, submission, call.Fault));
            json.WriteString("status", word);
            if (position is { } place) json.WriteNumber("queue_position", place);
            json.WriteString("status_url", $"{call.PublicUrl}/v1/requests/{submission.RequestId}/status");
            json.WriteString("result_url", $"{call.PublicUrl}/v1/requests/{submission.RequestId}/result");
        });
    }

    public static string Word(SubmissionState state) => state switch
    {
        SubmissionState.Queued => "in_queue",
        SubmissionState.Running => "in_progress",
        SubmissionState.Cancelled => "cancelled",
        _ => "completed",
    };
}
