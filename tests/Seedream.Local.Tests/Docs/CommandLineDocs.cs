using System.Text;
using Seedream.Local.Tests.Support;

namespace Seedream.Local.Tests.Docs;

/// <summary>docs/cli.md repeats the help of every command; SEEDREAM_UPDATE_DOCS=1 writes it anew.</summary>
public sealed class CommandLineDocs
{
    private const string Start = "<!-- help: generated, see CommandLineDocs -->";
    private const string End = "<!-- /help -->";
    private static readonly string[] Commands = ["", "run", "validate", "list", "status", "cancel", "retry", "collect", "purge", "serve", "simulate"];

    [Fact]
    public async Task The_documented_help_is_the_help()
    {
        StringBuilder help = new();
        foreach (string command in Commands)
        {
            using SeedreamProcess process = SeedreamProcess.Start(new Dictionary<string, string>(StringComparer.Ordinal), [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
            string text = (await process.WaitAsync()).Expect(0).Output;
            string lines = string.Join('\n', text.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(line => line.TrimEnd()));
            help.Append($"\n### {$"seedream {command}".TrimEnd()}\n\n```\n{lines}\n```\n");
        }

        string path = Repository.File("docs/cli.md");
        string page = await File.ReadAllTextAsync(path);
        int start = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        int end = page.IndexOf(End, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("SEEDREAM_UPDATE_DOCS") == "1")
            await File.WriteAllTextAsync(path, page[..start] + "\n" + help + "\n" + page[end..]);
        else
            Assert.Equal(help.ToString().Trim(), page[start..end].Trim());
    }

    [Fact]
    public async Task Every_exit_code_is_documented()
    {
        string page = await File.ReadAllTextAsync(Repository.File("docs/cli.md"));
        foreach (CommandLine.ExitCode code in Enum.GetValues<CommandLine.ExitCode>())
            Assert.Contains($"| {(int)code} | `{code}` |", page, StringComparison.Ordinal);
    }
}
