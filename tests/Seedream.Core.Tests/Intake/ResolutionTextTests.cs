using Seedream.Core.Intake;
using Seedream.Core.Jobs;

namespace Seedream.Core.Tests.Intake;

public class ResolutionTextTests
{
    [Theory]
    [InlineData("2k", "2K")]
    [InlineData(" 3K ", "3K")]
    [InlineData("2304x1728", "2304x1728 (4:3)")]
    [InlineData("2304 × 1728", "2304x1728 (4:3)")]
    [InlineData("2304*1728", "2304x1728 (4:3)")]
    [InlineData("2304X1728(4:3)", "2304x1728 (4:3)")]
    [InlineData("4:3", "2304x1728 (4:3)")]
    [InlineData("3K 4:3", "3456x2592 (4:3)")]
    [InlineData("3k4:3", "3456x2592 (4:3)")]
    [InlineData("2K (16:9)", "2848x1600 (16:9)")]
    [InlineData("21:9", "3136x1344 (21:9)")]
    [InlineData("16:09", "2848x1600 (16:9)")]
    [InlineData("04:03:00", "2304x1728 (4:3)")]
    [InlineData("4:03", "2304x1728 (4:3)")]
    public void Parse_WhatPeopleWrite_IsTheApisName(string text, string name) => Assert.Equal(name, ResolutionText.Parse(text)?.Name);

    [Fact]
    public void Parse_EveryNameSizeAndRatio_IsItself() => Assert.All(Resolution.All, known =>
    {
        Assert.Same(known, ResolutionText.Parse(known.Name));
        if (known.Ratio is null)
            return;
        Assert.Same(known, ResolutionText.Parse($"{known.Width}x{known.Height}"));
        Assert.Same(known, ResolutionText.Parse($"{(known.Class == ResolutionClass.TwoK ? "2K" : "3K")} {known.Ratio}"));
    });

    [Theory]
    [InlineData("4K", "2K")]
    [InlineData("1920x1080", "2848x1600 (16:9)")]
    [InlineData("3840x2160", "4096x2304 (16:9)")]
    [InlineData("2304x1729", "2304x1728 (4:3)")]
    [InlineData("16:10", "2496x1664 (3:2)")]
    [InlineData("3/2", "2496x1664 (3:2)")]
    [InlineData("very large", null)]
    [InlineData("x", null)]
    [InlineData("0x0", null)]
    public void Nearest_UnknownResolution_IsWhatComesClosest(string text, string? name)
    {
        Assert.Null(ResolutionText.Parse(text));
        Assert.Equal(name, ResolutionText.Nearest(text)?.Name);
    }
}
