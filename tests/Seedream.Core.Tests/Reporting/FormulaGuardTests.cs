using Seedream.Core.Reporting;

namespace Seedream.Core.Tests.Reporting;

public sealed class FormulaGuardTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\rtext")]
    [InlineData("\ntext")]
    [InlineData("＝1")]
    [InlineData("＋1")]
    [InlineData("－1")]
    [InlineData("＠x")]
    [InlineData("−1")]
    [InlineData("  =1")]
    [InlineData("\u00A0@x")]
    [InlineData("\u200B=1")]
    [InlineData("\uFEFF=1")]
    [InlineData("\0=1")]
    [InlineData("'=1")]
    public void Add_LikeAFormula_PutsAnApostropheInFront(string text) => Assert.Equal("'" + text, FormulaGuard.Add(text));

    [Theory]
    [InlineData("")]
    [InlineData("'")]
    [InlineData("'tis")]
    [InlineData("a=1")]
    [InlineData(" a cat")]
    [InlineData("“=”")]
    public void Add_NotLikeAFormula_LeavesItAsItIs(string text) => Assert.Equal(text, FormulaGuard.Add(text));

    [Fact]
    public void Remove_AfterAdd_GivesTheSameText()
    {
        const string Alphabet = "'=a \t＠";
        IEnumerable<string> texts = [""];
        for (int length = 1; length <= 5; length++)
        {
            texts = [.. texts.SelectMany(text => Alphabet.Select(c => text + c))];
            Assert.All(texts, text => Assert.Equal(text, FormulaGuard.Remove(FormulaGuard.Add(text))));
        }
    }
}
