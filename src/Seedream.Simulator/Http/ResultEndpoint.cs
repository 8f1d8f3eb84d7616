using System.Globalization;
using System.Text.Json;
using Seedream.Simulator.Faults;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Http;

/// <summary><c>GET /v1/requests/{id}/result</c>, with <c>?include_cost=true</c>.</summary>
internal sealed class ResultEndpoint(Simulation simulation)
{
    private readonly FileUrls _urls = new(simulation);
    private readonly OutputBody _output = new(simulation.Options.Output);

    public Answer Answer(ApiCall call)
    {
        Submission submission = call.Submission!;
        (SubmissionState state, _) = simulation.Look(submission);
        bool finished = submission.FinishedAt is not null && call.Fault != Fault.StillProcessing;
        return Http.Answer.Json(200, json =>
        {
            json.WriteString("request_id", submission.RequestId);
            json.WriteString("status", Word(state, call.Fault));
            if (simulation.Options.EchoInput)
            {
                json.WritePropertyName("input");
                json.WriteRawValue(submission.InputJson);
            }
            if (finished && state == SubmissionState.Succeeded) _output.Write(json, _urls.For(call, submission));
            if (finished && state == SubmissionState.Failed) WriteError(json, submission.Ending);
            json.WriteString("created_at", Time(submission.AcceptedAt));
            if (!finished) return;
            json.WriteString("finished_at", Time(submission.FinishedAt!.Value));
            if (call.Context.Request.Query["include_cost"] == "true") json.WriteNumber("cost", submission.CostUsd);
        });
    }

    private static string Word(SubmissionState state, Fault? fault) => (fault, state) switch
    {
        (Fault.UnknownStatus, _) => "reticulating",
        (Fault.StillProcessing, _) => "processing",
        (Fault.CompletedWord, SubmissionState.Succeeded) => "completed",
        (_, SubmissionState.Succeeded) => "succeeded",
        (_, SubmissionState.Failed) => "failed",
        _ => StatusEndpoint.Word(state),
    };

    private static void WriteError(Utf8JsonWriter json, Ending ending)
    {
        if (ending == Ending.Failure)
        {
            json.WriteString("error", "The generation failed: internal model error");
            return;
        }
        bool moderated = ending == Ending.Moderation;
        json.WriteStartObject("error");
        json.WriteString("code", moderated ? "OutputImageSensitiveContentDetected" : "InternalServiceError");
        json.WriteString("message", moderated ? "The output image may contain sensitive information" : "The generation failed");
        json.WriteEndObject();
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
