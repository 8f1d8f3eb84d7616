using Seedream.Infra.Tests.Support;

namespace Seedream.Infra.Tests.Docs;

/// <summary>docs/deploy.md, parts of which are made from what they are about. Set UPDATE_DOCS=1 to write them.</summary>
internal static class DeployPage
{
    public const string Name = "docs/deploy.md";

    /// <summary>Compares what stands between two comments, or writes it.</summary>
    public static async Task ExpectAsync(string part, string content)
    {
        string path = Repository.PathOf(Name);
        string page = (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n");
        int start = page.IndexOf('\n', page.IndexOf($"<!-- {part}:", StringComparison.Ordinal)) + 1;
        int end = page.IndexOf($"<!-- /{part} -->", start, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            await File.WriteAllTextAsync(path, page[..start] + content + page[end..]);
        else
            Assert.Equal(content, page[start..end]);
    }
}
