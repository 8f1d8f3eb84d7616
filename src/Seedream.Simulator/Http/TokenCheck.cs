using System.Security.Cryptography;
using System.Text;

namespace Seedream.Simulator.Http;

/// <summary>Asks for the bearer token on API calls. Downloads need none; one that is sent there is noted as a leak.</summary>
internal sealed class TokenCheck(Simulation simulation) : ICallStep
{
    public Task Invoke(ApiCall call, Func<ApiCall, Task> next)
    {
        string header = call.Context.Request.Headers.Authorization.ToString();
        if (call.Route == Route.Download)
        {
            if (header.Length > 0) simulation.Account.TokenLeaked();
            return next(call);
        }
        string token = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : "";
        if (token.Length == 0 || (simulation.Token is { } expected && !Same(token, expected)))
        {
            call.Answer = new ErrorAnswer(simulation.Options.Errors).BadToken();
            return Task.CompletedTask;
        }
        call.Owner = simulation.Token is null ? Simulation.HashOf(token) : "";
        return next(call);
    }

    private static bool Same(string token, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(expected));
}
