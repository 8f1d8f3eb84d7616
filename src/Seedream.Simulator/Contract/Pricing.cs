namespace Seedream.Simulator.Contract;

/// <summary>What a request costs.</summary>
internal static class Pricing
{
    /// <summary>USD for so many outputs, to the microdollar.</summary>
    public static decimal CostOf(SimulatorOptions options, CatalogueModel model, GenerationInput input, TimeSpan duration, int outputs)
    {
        decimal units = model.PriceUnit switch
        {
            "second" => outputs * (model.MakesVideo ? input.Seconds : (decimal)duration.TotalSeconds),
            "megapixel" => outputs * MegapixelsOf(input),
            "1000 images" => outputs / 1000m,
            _ => outputs,
        };
        decimal factor = input.IsThreeK && model.Id == options.Model ? options.ThreeKPriceFactor : 1;
        return decimal.Round(units * model.Price * factor, 6);
    }

    private static decimal MegapixelsOf(GenerationInput input)
    {
        PixelSize size = PixelSize.Of(input.Resolution, input.Prompt);
        return size.Width * size.Height / 1_000_000m;
    }
}
