using Seedream.Api.Requests;

namespace Seedream.Api.Tests.Requests;

public class ShownTests
{
    [Theory]
    [InlineData("a\u2028b")]
    [InlineData("a\u2029b")]
    [InlineData("a\u0085b")]
    [InlineData("a\u001bb")]
    [InlineData("a\u202eb")]
    [InlineData("a\ud800b")]
    public void Text_CharacterThatBreaksOrReordersALine_IsAQuestionMark(string text) => Assert.Equal("'a?b'", Shown.Text(text));
}
