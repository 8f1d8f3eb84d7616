using System.Text.Json;
using Seedream.Simulator.Contract;
using Seedream.Simulator.Faults;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Http;

/// <summary><c>POST /v1/models/{model_id}</c></summary>
internal sealed class SubmitEndpoint(Simulation simulation)
{
    private readonly ErrorAnswer _errors = new(simulation.Options.Errors);

    public Answer Answer(ApiCall call)
    {
        call.Refused = true;
        if (simulation.Catalogue.Find(Uri.UnescapeDataString(call.Subject)) is not { } model) return _errors.UnknownResource();
        if (call.Input is not { } json) return _errors.Invalid(400, "The body is not JSON.");
        if (ModelSchema.Validate(model.InputSchema, json) is { Count: > 0 } problems) return _errors.Invalid(422, problems);
        call.Refused = false;
        (Submission? submission, Refusal refusal) = simulation.Accept(call.Marker!, model, call.Body!, GenerationInput.From(json, model), call.Owner);
        call.Accepted = submission is not null;
        return refusal switch
        {
            Refusal.Balance => _errors.NoBalance(),
            Refusal.Room => _errors.Of(429, 429002, "Too many requests in flight"),
            _ => Accepted(call, submission!),
        };
    }

    private Answer Accepted(ApiCall call, Submission submission)
    {
        Submission told = call.Fault switch
        {
            Fault.AcceptThenSameId => simulation.Account.Other(submission, oldest: false) ?? submission,
            Fault.AcceptThenOldId => simulation.Account.Other(submission, oldest: true) ?? submission,
            _ => submission,
        };
        bool queued = call.Fault == Fault.AcceptThen202;
        return Http.Answer.Json(queued ? 202 : 200, body =>
        {
            Write(body, call, told.RequestId);
            if (queued) body.WriteString("status", "in_queue");
        });
    }

    /// <summary>The body of an acceptance, also for a fault that only looks like one.</summary>
    public static void Write(Utf8JsonWriter json, ApiCall call, string requestId)
    {
        string url = $"{call.PublicUrl}/v1/requests/{requestId}";
        json.WriteString("request_id", requestId);
        json.WriteString("status_url", url + "/status");
        json.WriteString("result_url", url + "/result");
        json.WriteString("cancel_url", url + "/cancel");
    }
}
