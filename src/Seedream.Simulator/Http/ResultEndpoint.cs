using System.Text.Json;
using Seedream.Simulator.Faults;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Http;

/// <summary><c>GET /v1/requests/{id}/result</c>, with <c>?include_cost=true</c>.</summary>
internal sealed class ResultEndpoint(Simulation simulation)
{
    /// <summary>An id that no request has.</summary>
    public const string NobodysId = "00000000-0000-4000-8000-000000000000";

    private const int BigResultLines = 12_000;

    private readonly ErrorAnswer _errors = new(simulation.Options.Errors);
    private readonly FileUrls _urls = new(simulation);
    private readonly OutputBody _output = new(simulation.Options.Output);

    public Answer Answer(ApiCall call)
    {
        Submission submission = call.Submission!;
        (SubmissionState state, _) = simulation.Look(submission);
        bool asksForCost = AsksForCost(call);
        if (asksForCost && !simulation.Options.IncludeCost) return _errors.NoCost();
        if (simulation.ResultIsLate(submission)) return _errors.NotFound();
        if (submission.FinishedAt is null && simulation.Options.NotReadyIsError) return _errors.NotReady();
        if (state == SubmissionState.Failed && submission.Ending is Ending.Refused400 or Ending.Refused422) return _errors.Refused(submission.Ending == Ending.Refused400 ? 400 : 422);
        Submission shown = call.Fault == Fault.AnotherJob ? simulation.Account.OtherWithImages(submission) ?? submission : submission;
        return Http.Answer.Json(200, json => Write(json, call, submission, shown, asksForCost));
    }

    public static bool AsksForCost(ApiCall call) => call.Context.Request.Query["include_cost"] == "true";

    /// <summary>The id to show: the true one, or one of another request.</summary>
    public static string IdOf(Simulation simulation, Submission submission, Fault? fault) => fault == Fault.AnotherId
        ? simulation.Account.OtherWithImages(submission)?.RequestId ?? NobodysId
        : submission.RequestId;

    private void Write(Utf8JsonWriter json, ApiCall call, Submission asked, Submission shown, bool asksForCost)
    {
        bool finished = shown.FinishedAt is not null && call.Fault != Fault.StillProcessing;
        json.WriteString("request_id", call.Fault == Fault.AnotherJob && shown == asked ? NobodysId : IdOf(simulation, shown, call.Fault));
        json.WriteString("model_id", call.Fault == Fault.AnotherModel ? "bytedance/seedream-4/text-to-image" : shown.Model);
        json.WriteString("status", Word(shown.State, call.Fault));
        WriteInput(json, shown, call.Fault);
        if (call.Fault == Fault.BigResult) WriteLogs(json);
        bool output = finished && shown.State == SubmissionState.Succeeded && !StatusWords.HideOutput(call.Fault);
        if (output) _output.Write(json, _urls.For(call, shown), _urls.Again(call, shown), shown.Input.Seconds > 0, call.Fault);
        if (finished && shown.State == SubmissionState.Failed) WriteError(json, shown.Ending);
        ResultTimes.Write(json, shown, finished, call.Fault);
        if (finished && asksForCost) ResultCost.Write(json, shown.CostUsd, call.Fault);
    }

    private void WriteInput(Utf8JsonWriter json, Submission submission, Fault? fault)
    {
        bool another = fault == Fault.AnotherInput;
        if (!another && !simulation.Options.EchoInput) return;
        json.WritePropertyName("input");
        json.WriteRawValue(another ? """{"prompt":"Something that nobody asked for","resolution":"2K"}""" : submission.InputJson);
    }

    private static void WriteLogs(Utf8JsonWriter json)
    {
        json.WriteStartArray("logs");
        for (int i = 0; i < BigResultLines; i++) json.WriteStringValue($"step {i} of the sampler: 100 % of the latent image was looked at, and nothing was found that is wrong");
        json.WriteEndArray();
    }

    private static string Word(SubmissionState state, Fault? fault) => (fault, state) switch
    {
        _ when StatusWords.Of(fault) is { } word => word,
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
}
