using System.Text.Json;
using Seedream.Simulator.Faults;

namespace Seedream.Simulator.Tests;

/// <summary>What is odd about a model or a balance, by fault.</summary>
internal static class InfoExpectation
{
    public static void Check(Fault fault, Observation seen)
    {
        switch (FaultCatalogue.Of(fault).Target)
        {
            case InfoTarget.Model:
                CheckModel(fault, seen.Json);
                break;
            case InfoTarget.Balance:
                CheckBalance(fault, seen);
                break;
        }
    }

    private static void CheckModel(Fault fault, JsonElement model)
    {
        string? unit = fault switch
        {
            Fault.PricePerSecond => "second",
            Fault.PricePerMegapixel => "megapixel",
            Fault.PricePerThousand => "1000 images",
            Fault.PriceMissing or Fault.PriceInProse or Fault.PriceWithoutUnit => null,
            _ => "output",
        };
        Assert.Equal(unit, model.TryGetProperty("price_unit", out JsonElement said) ? said.GetString() : null);
        string? price = fault switch
        {
            Fault.PriceMissing or Fault.PriceInProse => null,
            Fault.PriceText => "\"0.028\"",
            _ => "0.028",
        };
        Assert.Equal(price, model.TryGetProperty("base_price_usd", out JsonElement usd) ? usd.GetRawText() : null);
        Assert.Equal(fault != Fault.PriceMissing, model.TryGetProperty("pricing_note", out JsonElement note));
        if (fault == Fault.PriceByOption) Assert.Contains("3K: $0.056", note.GetString(), StringComparison.Ordinal);
        Assert.Equal(fault != Fault.SchemaMissing, model.TryGetProperty("input_schema", out JsonElement schema));
        if (fault == Fault.SchemaMissing) return;
        Assert.Equal(fault == Fault.SchemaChanged ? 2 : 1, schema.GetProperty("required").GetArrayLength());
        Assert.Equal(fault == Fault.SchemaChanged ? 2 : 18, schema.GetProperty("properties").GetProperty("resolution").GetProperty("enum").GetArrayLength());
    }

    private static void CheckBalance(Fault fault, Observation seen)
    {
        switch (fault)
        {
            case Fault.BalanceNaN:
                Assert.ThrowsAny<JsonException>(() => seen.Json);
                break;
            case Fault.BalanceOdd:
                Assert.False(seen.Json.TryGetProperty("balance_usd", out _));
                break;
            case Fault.BalanceText:
                Assert.Equal("1000", seen.Json.GetProperty("balance_usd").GetString());
                break;
            default:
                Assert.Equal(fault == Fault.BalanceZero ? 0 : -1.2m, seen.Json.GetProperty("balance_usd").GetDecimal());
                Assert.Equal(fault == Fault.BalanceZero ? 0 : -1_200_000, seen.Json.GetProperty("balance_microdollars").GetInt64());
                break;
        }
    }
}
