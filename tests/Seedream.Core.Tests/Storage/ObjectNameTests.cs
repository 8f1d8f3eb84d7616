using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Storage;

public sealed class ObjectNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("a/b.c/d-e_f")]
    [InlineData("console.csv")]
    [InlineData("com.csv")]
    [InlineData("com10")]
    [InlineData("null")]
    [InlineData(".seedreams")]
    [InlineData("a/.seedream")]
    [InlineData("日本語.csv")]
    public void IsValid_Ordinary_True(string name) => Assert.True(ObjectName.IsValid(name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("a/")]
    [InlineData(".")]
    [InlineData("a/..")]
    [InlineData("a.")]
    [InlineData("a ")]
    [InlineData("a\0")]
    [InlineData("a\nb")]
    [InlineData("CON")]
    [InlineData("con.csv")]
    [InlineData("a/Nul.tar.gz")]
    [InlineData("aux .txt")]
    [InlineData("com1")]
    [InlineData("LPT9.csv")]
    [InlineData("com¹")]
    [InlineData("CONIN$")]
    [InlineData(".seedream")]
    [InlineData(".SeeDream/x")]
    [InlineData("🎨.csv")]
    public void IsValid_DangerousSomewhere_False(string? name) => Assert.False(ObjectName.IsValid(name));

    [Fact]
    public void IsValid_Length_CountsWhatFileSystemsCount()
    {
        Assert.True(ObjectName.IsValid(new string('a', 240)));
        Assert.False(ObjectName.IsValid(new string('a', 241)));
        Assert.True(ObjectName.IsValid(new string('日', 80)));
        Assert.False(ObjectName.IsValid(new string('日', 81)));
        Assert.False(ObjectName.IsValid(string.Join('/', Enumerable.Repeat(new string('a', 100), 10))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a/")]
    [InlineData("a/b.")]
    public void CheckPrefix_OfPossibleNames_Passes(string prefix) => ObjectName.CheckPrefix(prefix);

    [Theory]
    [InlineData("/")]
    [InlineData("../")]
    [InlineData("a//")]
    [InlineData("nul/x")]
    [InlineData(".seedream/")]
    public void CheckPrefix_OfNoPossibleName_Throws(string prefix) => Assert.Throws<ArgumentException>(() => ObjectName.CheckPrefix(prefix));
}
