using System.Globalization;
using Seedream.Api.Requests;

namespace Seedream.Api.Tests.Requests;

public class ShownTests
{
    // By number: half of a surrogate pair would not survive the way through a test runner.
    [Theory]
    [InlineData(0x2028)]
    [InlineData(0x2029)]
    [InlineData(0x0085)]
    [InlineData(0x001b)]
    [InlineData(0x202e)]
    [InlineData(0xd800)]
    public void Text_CharacterThatBreaksOrReordersALine_IsAQuestionMark(int code) =>
        Assert.Equal("'a?b'", Shown.Text(string.Create(CultureInfo.InvariantCulture, $"a{(char)code}b")));
}
