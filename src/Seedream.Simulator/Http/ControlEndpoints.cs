using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Seedream.Simulator.Accounting;
using Seedream.Simulator.Faults;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Http;

/// <summary>What the simulator says about itself, outside the API: <c>/simulator/...</c>. No token is needed.</summary>
internal sealed class ControlEndpoints(Simulation simulation)
{
    private const string Images = "/simulator/images/";
    private const string Forget = "/simulator/forget/";

    public async Task<Answer> Answer(ApiCall call)
    {
        bool post = HttpMethods.IsPost(call.Context.Request.Method);
        return call.Subject switch
        {
            "/simulator/account" when !post => Account(call.Context.Request.Query["details"] == "true"),
            "/simulator/books" when !post => new Answer(200, JsonSerializer.SerializeToUtf8Bytes(simulation.Account.Books(), BooksJson.Default.AccountBooks)),
            "/simulator/requests" when post => await Learn(call.Context.Request),
            "/simulator/token" when post => await ChangeToken(call.Context.Request),
            _ when post && call.Subject.StartsWith(Forget, StringComparison.Ordinal) => ForgetRequest(call.Subject[Forget.Length..]),
            "/simulator/calls" when !post => Calls(),
            "/simulator/faults" when post => await SetFaults(call.Context.Request),
            _ when call.Subject.StartsWith(Images, StringComparison.Ordinal) => Hashes(call.Subject[Images.Length..]),
            _ => Http.Answer.Json(404, json => json.WriteString("error", "The simulator has account, books, calls, faults, requests, token, forget/{request_id} and images/{request_id} here.")),
        };
    }

    private Answer Account(bool details)
    {
        AccountSummary summary = simulation.Account.Summary();
        if (!details) return new Answer(200, JsonSerializer.SerializeToUtf8Bytes(summary, BooksJson.Default.AccountSummary));
        return Http.Answer.Json(200, json =>
        {
            foreach (JsonProperty property in JsonSerializer.SerializeToElement(summary, BooksJson.Default.AccountSummary).EnumerateObject()) property.WriteTo(json);
            AccountDetails.Write(json, simulation.Account);
        });
    }

    private Answer Calls()
    {
        RequestLog log = simulation.Requests;
        return Http.Answer.Json(200, json =>
        {
            json.WriteNumber("submit", log.Submit);
            json.WriteNumber("status", log.Status);
            json.WriteNumber("result", log.Result);
            json.WriteNumber("cancel", log.Cancel);
            json.WriteNumber("model", log.Model);
            json.WriteNumber("lists", log.Lists);
            json.WriteNumber("balance", log.Balance);
            json.WriteNumber("download", log.Download);
            json.WriteNumber("unknown", log.Unknown);
            json.WriteStartObject("faults");
            foreach ((Fault fault, long count) in log.Faults) json.WriteNumber(FaultCatalogue.Of(fault).Name, count);
            json.WriteEndObject();
        });
    }

    private async Task<Answer> Learn(HttpRequest request)
    {
        try
        {
            int learned = KnownRequest.Read(await Text(request)).Count(simulation.Learn);
            return Http.Answer.Json(200, json => json.WriteNumber("learned", learned));
        }
        catch (InvalidDataException e)
        {
            return Http.Answer.Json(400, json => json.WriteString("error", e.Message));
        }
    }

    private async Task<Answer> ChangeToken(HttpRequest request)
    {
        string token = (await Text(request)).Trim();
        if (token.Length == 0) return Http.Answer.Json(400, json => json.WriteString("error", "The body is the new token, as text."));
        simulation.Token = token;
        return Http.Answer.Json(200, json => json.WriteBoolean("ok", true));
    }

    private Answer ForgetRequest(string requestId)
    {
        bool forgotten = simulation.Forget(requestId);
        return Http.Answer.Json(200, json => json.WriteBoolean("forgotten", forgotten));
    }

    private static async Task<string> Text(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
    }

    private async Task<Answer> SetFaults(HttpRequest request)
    {
        string body = await Text(request);
        try
        {
            simulation.Faults = body.AsSpan().TrimStart() is ['{' or '"', ..] ? FaultPlan.FromJson(body) : FaultPlan.Parse(body);
            return Http.Answer.Json(200, json => json.WriteBoolean("ok", true));
        }
        catch (FaultPlanException e)
        {
            return Http.Answer.Json(400, json => json.WriteString("error", e.Message));
        }
    }

    private Answer Hashes(string requestId)
    {
        Submission? submission = simulation.Account.Find(requestId);
        if (submission?.State != SubmissionState.Succeeded) return Http.Answer.Json(404, json => json.WriteString("error", "No such finished request."));
        return Http.Answer.Json(200, json =>
        {
            json.WriteString("request_id", requestId);
            json.WriteStartArray("sha256");
            for (int i = 0; i < submission.Delivered; i++) json.WriteStringValue(simulation.Studio.Draw(submission, i).Sha256());
            json.WriteEndArray();
        });
    }
}
