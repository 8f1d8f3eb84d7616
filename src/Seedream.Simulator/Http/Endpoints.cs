using Seedream.Simulator.Contract;

namespace Seedream.Simulator.Http;

/// <summary>The end of the chain: the API itself.</summary>
internal sealed class Endpoints(Simulation simulation)
{
    private readonly ErrorAnswer _errors = new(simulation.Options.Errors);
    private readonly SubmitEndpoint _submit = new(simulation);
    private readonly StatusEndpoint _status = new(simulation);
    private readonly ResultEndpoint _result = new(simulation);
    private readonly CancelEndpoint _cancel = new(simulation);
    private readonly InfoEndpoints _info = new(simulation);
    private readonly ListEndpoints _list = new(simulation);
    private readonly FileEndpoint _file = new(simulation);

    public async Task Answer(ApiCall call)
    {
        if (call.Route == Route.Download) await _file.Answer(call);
        else call.Answer = ApiAnswer(call);
    }

    private Answer ApiAnswer(ApiCall call) => call.Route switch
    {
        Route.Submit => _submit.Answer(call),
        Route.Model => _info.Model(call),
        Route.Models => _list.Models(call),
        Route.Categories => _list.Categories(),
        Route.Balance => _info.Balance(call),
        // What the vendor says to a base URL that ends in /v1 already, as its own command line's does.
        Route.Unknown when call.Subject.StartsWith("/v1/", StringComparison.Ordinal) => _errors.UnknownResource(),
        Route.Unknown => _errors.Of(404, 404000, "No such endpoint"),
        _ when Refusal(call) is { } refusal => refusal,
        Route.Status => _status.Answer(call),
        Route.Result => _result.Answer(call),
        _ => _cancel.Answer(call),
    };

    private Answer? Refusal(ApiCall call)
    {
        if (!Intake.RequestId().IsMatch(call.Subject)) return _errors.InvalidResource();
        if (call.Submission is not { } submission) return _errors.NotFound();
        if (submission.Owner != call.Owner) return simulation.Options.Foreign == ForeignAnswer.NotFound ? _errors.NotFound() : _errors.NotYours();
        return simulation.Hidden(submission) ? _errors.NotFound() : null;
    }
}
