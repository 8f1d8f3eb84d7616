using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Seedream.Core.Reporting;

namespace Seedream.Core.Tests.Reporting;

public sealed partial class GalleryTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2000, 1)]
    [InlineData(2001, 2)]
    [InlineData(4500, 3)]
    public async Task WriteAsync_ManyRows_PutsTwoThousandOnAPage(int rows, int pages)
    {
        WrittenReports reports = await WrittenReports.WriteAsync([.. Enumerable.Range(1, rows).Select(row => ReportSamples.Succeeded(row))]);

        int next = 1;
        for (int page = 1; page <= pages; page++)
        {
            Assert.Equal(page, reports.Data(ReportNames.Page(page), "page-data").GetProperty("page").GetInt32());
            Assert.Equal(pages, reports.Data(ReportNames.Page(page), "page-data").GetProperty("pages").GetInt32());
            foreach (var record in reports.Data(ReportNames.Page(page), "rows-data").EnumerateArray())
                Assert.Equal(next++, record.GetProperty("row").GetInt32());
        }

        Assert.Equal(rows + 1, next);
        Assert.False(reports.Has(ReportNames.Page(pages + 1)));
        Assert.Equal(rows, reports.Data(ReportNames.Index, "page-data").GetProperty("manifest").GetProperty("rows").GetInt32());
    }

    [Fact]
    public async Task WriteAsync_PagesLeftFromBefore_AreDeletedAndNothingElse()
    {
        ReportStore images = new();
        string[] kept = ["gallery-2.html.png", "gallery-x.html", "gallery-03.html", "00001-gallery-7-1.png"];
        foreach (string name in kept.Concat(["gallery-2.html", "gallery-7.html"]))
            await images.PutAsync(ReportSamples.Folder + name, default, "text/plain", CancellationToken.None);

        WrittenReports reports = await WrittenReports.WriteAsync([ReportSamples.Succeeded(1)], images: images);

        Assert.All(kept, name => Assert.True(reports.Has(name), name));
        Assert.False(reports.Has("gallery-2.html"));
        Assert.False(reports.Has("gallery-7.html"));
    }

    [Fact]
    public async Task WriteAsync_Page_AllowsItsOwnStyleAndScriptByHashAndNothingElse()
    {
        string page = (await WrittenReports.WriteAsync([ReportSamples.Succeeded(1)])).Text(ReportNames.Index);
        string policy = Policy().Match(page).Groups[1].Value;

        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src {HashOf(Style().Match(page))};", policy, StringComparison.Ordinal);
        Assert.Contains($"script-src {HashOf(Script().Match(page))};", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_Page_AsksNoOtherHostAndMakesNoMarkupFromText()
    {
        string page = (await WrittenReports.WriteAsync([ReportSamples.Succeeded(1)])).Text(ReportNames.Index);

        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotMatch("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function", page);
        Assert.DoesNotMatch("\\son[a-z]+=|\\sstyle=", page);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_Page_WeighsLittleBesideItsRows()
    {
        WrittenReports reports = await WrittenReports.WriteAsync([]);

        Assert.InRange(reports.Text(ReportNames.Index).Length, 1, 50_000);
    }

    private static string HashOf(Match element) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(element.Groups[1].Value)))}'";

    [GeneratedRegex("Content-Security-Policy\" content=\"([^\"]*)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<script type=\"module\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();
}
