using Microsoft.AspNetCore.Http;

namespace Seedream.Simulator.Http;

/// <summary>The simulator as a chain of small steps: read, check the token, limit, note, let faults strike, answer.</summary>
internal sealed class CallChain
{
    private readonly Simulation _simulation;
    private readonly ControlEndpoints _control;
    private readonly Func<ApiCall, Task> _first;

    public CallChain(Simulation simulation)
    {
        _simulation = simulation;
        _control = new ControlEndpoints(simulation);
        ICallStep[] steps = [new SubmissionReading(simulation), new TokenCheck(simulation), new CallLimit(simulation), new MarkerNotes(simulation), new FaultInjection(simulation)];
        Func<ApiCall, Task> next = new Endpoints(simulation).Answer;
        foreach (ICallStep step in steps.Reverse())
        {
            Func<ApiCall, Task> rest = next;
            next = call => step.Invoke(call, rest);
        }
        _first = next;
    }

    public async Task Handle(HttpContext context)
    {
        ApiCall call = CallRecognition.Recognize(_simulation, context);
        _simulation.Requests.Count(call.Route);
        try
        {
            if (call.Route == Route.Control) call.Answer = await _control.Answer(call);
            else await _first(call);
            if (call.Answer is { } answer) await Wire.Send(context, answer);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client gave up, or the server is going away; there is nobody left to answer.
        }
        catch (IOException)
        {
            // The client's end of the connection is gone.
        }
    }
}
