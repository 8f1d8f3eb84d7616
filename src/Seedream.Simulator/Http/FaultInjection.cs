using System.Globalization;
using Seedream.Simulator.Faults;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Http;

/// <summary>Lets the plan's fault strike the call: before it is acted on, or between acting and answering.</summary>
internal sealed class FaultInjection(Simulation simulation) : ICallStep
{
    private readonly FaultAnswers _answers = new(simulation);

    public async Task Invoke(ApiCall call, Func<ApiCall, Task> next)
    {
        call.FaultCall ??= About(call);
        call.Fault = call.FaultCall is { } about ? simulation.Decide(about) : null;
        if (call.Fault is not { } fault)
        {
            await next(call);
            return;
        }
        simulation.Requests.Count(fault);
        if (AfterAccepting(fault) is { } after)
        {
            await next(call);
            if (call.Accepted) await Spoil(call, after);
        }
        else if (fault == Fault.Slow && call.Route != Route.Download)
        {
            await next(call);
            await Task.Delay(simulation.Faults.SlowTime, simulation.Clock, call.Context.RequestAborted);
        }
        else if (!await Replace(call, fault)) await next(call);
    }

    private static Fault? AfterAccepting(Fault fault) => fault switch
    {
        Fault.AcceptThenServerError => Fault.InternalServerError,
        Fault.AcceptThenRequestTimeout => Fault.RequestTimeout,
        Fault.AcceptThenGatewayTimeout => Fault.GatewayTimeout,
        Fault.AcceptThenHang => Fault.Hang,
        Fault.AcceptThenReset => Fault.Reset,
        Fault.AcceptThenResetMidResponse => Fault.ResetMidResponse,
        Fault.AcceptThenErrorInside200 => Fault.ErrorInside200,
        Fault.AcceptThenMalformedJson => Fault.MalformedJson,
        Fault.AcceptThenNoRequestId => Fault.AcceptThenNoRequestId,
        _ => null,
    };

    private async Task<bool> Replace(ApiCall call, Fault fault)
    {
        if (call.Route == Route.Download && fault == Fault.ResetMidResponse) return false;
        if (fault is Fault.ResetMidResponse or Fault.MalformedJson) call.Answer = FaultAnswers.LookingGood(call);
        else if (fault is not (Fault.Hang or Fault.Reset) && _answers.Of(fault) is null) return false;
        await Spoil(call, fault);
        return true;
    }

    private async Task Spoil(ApiCall call, Fault fault)
    {
        switch (fault)
        {
            case Fault.Hang:
                await Wire.Hang(call.Context, simulation.Faults.HangTime, simulation.Clock);
                call.Answer = null;
                break;
            case Fault.Reset:
                Wire.Reset(call.Context);
                call.Answer = null;
                break;
            case Fault.ResetMidResponse:
                await Wire.SendHalfAndReset(call.Context, call.Answer!);
                call.Answer = null;
                break;
            case Fault.MalformedJson:
                call.Answer = call.Answer! with { Body = call.Answer.Body[..(call.Answer.Body.Length / 2)] };
                break;
            case Fault.AcceptThenNoRequestId:
                call.Answer = Answer.Json(200, json => json.WriteString("message", "ok"));
                break;
            default:
                call.Answer = _answers.Of(fault);
                break;
        }
    }

    private FaultCall? About(ApiCall call)
    {
        FaultStage stage = call.Route switch
        {
            Route.Submit => FaultStage.Submit,
            Route.Status => FaultStage.Status,
            Route.Result => FaultStage.Result,
            Route.Cancel => FaultStage.Cancel,
            Route.Download => FaultStage.Download,
            _ => FaultStage.Info,
        };
        if (call.Route == Route.Unknown || call.Context.Request.Query.ContainsKey(FileEndpoint.Redirected)) return null;
        if (call.Submission is not { } submission)
        {
            string route = call.Route.ToString();
            return new FaultCall(stage, route, simulation.OtherCalls.Next(route)) { Target = TargetOf(call.Route) };
        }
        string kind = call.Route == Route.Download ? string.Create(CultureInfo.InvariantCulture, $"Download {call.ImageIndex}") : stage.ToString();
        string key = call.Route == Route.Download ? $"{submission.Key} {kind}" : submission.Key;
        bool finished = stage is FaultStage.Status or FaultStage.Result && simulation.Look(submission).State is SubmissionState.Succeeded or SubmissionState.Failed && !simulation.Hidden(submission);
        return new FaultCall(stage, key, submission.Calls.Next(kind), submission.Marker, submission.Input.Prompt, submission.RequestId)
        {
            NthFinished = finished ? submission.Calls.Next(kind + " finished") : 0,
            AsksForCost = stage == FaultStage.Result && ResultEndpoint.AsksForCost(call),
            Format = submission.Input.OutputFormat,
        };
    }

    private static InfoTarget? TargetOf(Route route) => route switch
    {
        Route.Model => InfoTarget.Model,
        Route.Balance => InfoTarget.Balance,
        Route.Models or Route.Categories => InfoTarget.List,
        _ => null,
    };
}
