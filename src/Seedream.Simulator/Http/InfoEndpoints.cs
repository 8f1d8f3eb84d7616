using System.Text;
using Seedream.Simulator.Contract;
using Seedream.Simulator.Faults;

namespace Seedream.Simulator.Http;

/// <summary><c>GET /v1/models/{model_id}</c> and <c>GET /prod/v2/balance</c>.</summary>
internal sealed class InfoEndpoints(Simulation simulation)
{
    private readonly ModelBody _body = new(simulation.Options);

    public Answer Model(ApiCall call)
    {
        if (simulation.Catalogue.Find(Uri.UnescapeDataString(call.Subject)) is not { } model) return new ErrorAnswer(simulation.Options.Errors).UnknownResource();
        return Answer.Json(200, json =>
        {
            _body.Write(json, model, call.Fault);
            ModelBody.WriteSchema(json, model, call.Fault);
            if (call.Context.Request.Query["include_schema"] != "true") return;
            json.WritePropertyName("output_schema");
            ModelSchema.Output.WriteTo(json);
        });
    }

    public Answer Balance(ApiCall call) => call.Fault switch
    {
        Fault.BalanceNaN => new Answer(200, Encoding.UTF8.GetBytes("""{"balance_usd": NaN, "currency": "USD", "balance_microdollars": 0}""")),
        Fault.BalanceOdd => Answer.Json(200, json => json.WriteString("status", "ok")),
        Fault.BalanceText => Answer.Json(200, json => json.WriteString("balance_usd", FormattableString.Invariant($"{simulation.Account.BalanceUsd}"))),
        Fault.BalanceZero => Of(0),
        Fault.BalanceNegative => Of(-1.2m),
        _ => Of(simulation.Account.BalanceUsd),
    };

    private static Answer Of(decimal balance) => Answer.Json(200, json =>
    {
        json.WriteNumber("balance_usd", balance);
        json.WriteString("currency", "USD");
        json.WriteNumber("balance_microdollars", decimal.Truncate(balance * 1_000_000));
    });
}
