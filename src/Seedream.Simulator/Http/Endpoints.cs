using System.Text.RegularExpressions;

namespace Seedream.Simulator.Http;

/// <summary>The end of the chain: the API itself.</summary>
internal sealed partial class Endpoints(Simulation simulation)
{
    private readonly ErrorAnswer _errors = new(simulation.Options.Errors);
    private readonly SubmitEndpoint _submit = new(simulation);
    private readonly StatusEndpoint _status = new(simulation);
    private readonly ResultEndpoint _result = new(simulation);
    private readonly CancelEndpoint _cancel = new(simulation);
    private readonly InfoEndpoints _info = new(simulation);
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
        Route.Balance => _info.Balance(),
        Route.Unknown => _errors.Of(404, 404000, "No such endpoint"),
        _ when Refusal(call) is { } refusal => refusal,
        Route.Status => _status.Answer(call),
        Route.Result => _result.Answer(call),
        _ => _cancel.Answer(call),
    };

    private Answer? Refusal(ApiCall call)
    {
        if (!RequestId().IsMatch(call.Subject)) return _errors.InvalidResource();
        if (call.Submission is not { } submission || simulation.Expired(submission)) return _errors.NotFound();
        return submission.Owner == call.Owner ? null : _errors.NotYours();
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,128}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RequestId();
}
