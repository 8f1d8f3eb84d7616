using System.Text.RegularExpressions;
using Seedream.Core.Batches;

namespace Seedream.Core.Tests.Batches;

public partial class SlugTests
{
    [Theory]
    [InlineData("A Red Fox.csv", "a-red-fox-csv")]
    [InlineData("Café à l'été, naïve Ångström", "cafe-a-l-ete-naive-angstrom")]
    [InlineData("Große Straße, Łódź, Øresund, Æon, œuvre", "grosse-strasse-lodz-oresund-aeon-oeuvre")]
    [InlineData("  --x__y--  ", "x-y")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("日本の猫", "fallback")]
    [InlineData("", "fallback")]
    [InlineData("a\uD800b", "a-b")]
    [InlineData("é\uD800", "e")]
    [InlineData("ｆｕｌｌ　Ｗ１ ①", "full-w1")]
    [InlineData("CON", "con-x")]
    [InlineData("<nul>", "nul-x")]
    [InlineData("com1", "com1-x")]
    [InlineData("e\u0301te\u0301 Việt Nam 2304×1728", "ete-viet-nam-2304-1728")]
    public void From_Text_IsReadable(string text, string slug) => Assert.Equal(slug, Slug.From(text, 60, "fallback"));

    [Fact]
    public void From_LongText_EndsWithoutAHyphen() => Assert.Equal("abcd", Slug.From("abcd efgh", 5, "x"));

    [Fact]
    public void From_AnyText_IsASafeName()
    {
        Random random = new(11);
        for (int round = 0; round < 20_000; round++)
        {
            int top = random.Next(3) switch { 0 => 0x80, 1 => 0x250, _ => 0x10000 };
            char[] text = new char[random.Next(50)];
            for (int index = 0; index < text.Length; index++)
                text[index] = (char)random.Next(top);
            int length = random.Next(1, 40);

            string slug = Slug.From(new string(text), length, "x");

            Assert.Matches(SafeName(), slug);
            Assert.InRange(slug.Length, 1, length);
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.None, 1000)]
    private static partial Regex SafeName();
}
