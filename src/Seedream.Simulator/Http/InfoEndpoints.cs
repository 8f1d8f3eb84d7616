using Seedream.Simulator.Contract;

namespace Seedream.Simulator.Http;

/// <summary><c>GET /v1/models/{model_id}</c> and <c>GET /prod/v2/balance</c>.</summary>
internal sealed class InfoEndpoints(Simulation simulation)
{
    public Answer Model(ApiCall call)
    {
        SimulatorOptions options = simulation.Options;
        if (Uri.UnescapeDataString(call.Subject) != options.Model) return new ErrorAnswer(options.Errors).InvalidResource();
        return Answer.Json(200, json =>
        {
            json.WriteString("model_id", options.Model);
            json.WriteNumber("base_price_usd", options.PricePerImage);
            json.WriteString("price_unit", "image");
            json.WriteString("pricing_note", "Simulated price per generated image.");
            if (call.Context.Request.Query["include_schema"] != "true") return;
            json.WritePropertyName("input_schema");
            ModelSchema.Input.WriteTo(json);
            json.WritePropertyName("output_schema");
            ModelSchema.Output.WriteTo(json);
        });
    }

    public Answer Balance() => Answer.Json(200, json =>
    {
        json.WriteNumber("balance_usd", simulation.Account.BalanceUsd);
        json.WriteString("currency", "USD");
    });
}
