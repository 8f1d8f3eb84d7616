using Seedream.Core.RunComfy;

namespace Seedream.Core.Tests.RunComfy;

public sealed class PreflightRulesTests
{
    private const string Other = "bytedance/seedream-5/lite/edit";
    private static readonly AccountAnswer Fine = new() { Balance = new Balance(10, "USD") };

    [Theory]
    [InlineData("output", true)]
    [InlineData("image", true)]
    [InlineData("per image", true)]
    [InlineData("USD / generated image", true)]
    [InlineData("images", true)]
    [InlineData("second", false)]
    [InlineData("output second", false)]
    [InlineData("megapixel", false)]
    [InlineData("1000 images", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsPerImage_Unit_IsOnlyWhatMeansOneImage(string? unit, bool expected) => Assert.Equal(expected, PriceUnit.IsPerImage(unit));

    [Fact]
    public void Judge_UnitMissing_UsesTheConfiguredPriceWithAWarning()
    {
        PreflightReport report = PreflightRules.Judge(new RunComfyOptions(), Fine, new ModelInfo(0.5m, null, null), null);
        Assert.Equal((null, 0.028m, false), (report.StopCode, report.PricePerImageUsd, report.IsPriceFromApi));
        Assert.Single(report.Warnings);
    }

    [Fact]
    public void Judge_UnitThatCannotBeCounted_NamesUnitAndPrice()
    {
        PreflightReport report = PreflightRules.Judge(new RunComfyOptions(), Fine, new ModelInfo(0.19m, "second", null), null);
        Assert.Contains("'second' at $0.19", report.StopReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_OtherModel_IsRefusedUnlessItTakesTheSameInput()
    {
        RunComfyOptions options = new() { Model = Other };
        ModelInfo same = new(0.03m, "output", null) { InputDifferences = [] };
        Assert.Null(PreflightRules.Judge(options, Fine, same, null).StopCode);
        Assert.Equal("API406", PreflightRules.Judge(options, Fine, same with { InputDifferences = ["it has a field 'image', which is not sent"] }, null).StopCode);
        Assert.Equal("API406", PreflightRules.Judge(options, Fine, same with { InputDifferences = null }, null).StopCode);
        Assert.Equal("API406", PreflightRules.Judge(options, Fine, same with { BasePriceUsd = null }, null).StopCode);
        Assert.Equal("API406", PreflightRules.Judge(options, Fine, null, new UnclearAnswerException("no answer")).StopCode);
    }

    [Fact]
    public async Task GetModelAsync_SchemaOfTheProductAndOthers_TellsWhatDiffers()
    {
        using ApiFixture api = new();
        string resolutions = string.Join(',', Core.Jobs.Resolution.All.Select(resolution => $"\"{resolution.Name}\""));
        string Schema(string more, string images) => $$"""
            {"model_id":"m","input_schema":{"required":["prompt"],"properties":{"prompt":{"type":"string"},"resolution":{"type":"string","enum":[{{resolutions}}]},
             "sequential_image_generation":{"type":"string","enum":["auto","disabled"]},"max_images":{"type":"integer","enum":[{{images}}]},
             "output_format":{"type":"string","enum":["png","jpeg","webp"]},"optimize_prompt_options":{"type":"string"}{{more}} } } }
            """;
        string all = string.Join(',', Enumerable.Range(1, 15));
        api.Network.Answer(200, Schema("", all)).Answer(200, Schema(""","image":{"type":"array"}""", all)).Answer(200, Schema("", "1,2"));
        Assert.Empty((await api.Client.GetModelAsync(default)).InputDifferences!);
        Assert.Contains("'image'", Assert.Single((await api.Client.GetModelAsync(default)).InputDifferences!), StringComparison.Ordinal);
        Assert.Contains("'max_images'", Assert.Single((await api.Client.GetModelAsync(default)).InputDifferences!), StringComparison.Ordinal);
    }
}
