using System.Text;
using Seedream.Local.Tests.Support;

namespace Seedream.Local.Tests.EndToEnd;

public sealed class BadInput
{
    public static TheoryData<string, string, int, string> Files => new()
    {
        { "empty.csv", "", 3, "CSV001" },
        { "header.csv", "prompt\n", 3, "CSV002" },
        { "noprompt.csv", "text,resolution\na,2K\n", 3, "CSV003" },
        { "misspelt.csv", "promt\na\n", 3, "-> prompt" },
        { "duplicate.csv", "prompt,id\na,1\nb,1\n", 4, "row 2, line 3, column id" },
        { "resolution.csv", "prompt,resolution\na,9x9\n", 3, "found '9x9' -> 2048x2048 (1:1)" },
        { "zero.csv", "prompt,max_images,sequential_image_generation\na,0,auto\nb,16,auto\nc,two,auto\n", 3, "found 'two'" },
        { "quote.csv", "prompt\n\"a\nb\n", 3, "CSV007" },
        { "nul.csv", "prompt\na\0b\n", 3, "ROW002" },
        { "array.jsonl", "[1,2]\n", 3, "JSL002" },
        { "long.csv", "prompt\n" + new string('x', 100_000) + "\n", 3, "LIM004" },
        { "cell.csv", "prompt,note\na," + new string('x', 10_000_000) + "\n", 3, "LIM" },
        { "binary.csv", "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR", 3, "CSV011" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_bad_file_gets_a_precise_problem(string name, string content, int exitCode, string message)
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        string path = Path.Combine(workplace.Folder, name);
        await File.WriteAllBytesAsync(path, name == "binary.csv" ? Encoding.Latin1.GetBytes(content) : Encoding.UTF8.GetBytes(content));
        ProcessEnd end = (await workplace.RunAsync("run", path, "--yes")).Expect(exitCode);
        Assert.Contains(message, end.Error, StringComparison.Ordinal);
        Assert.Contains(name, end.Error, StringComparison.Ordinal);
        Assert.Equal(exitCode == 4 ? 1 : 0, workplace.Server.Account.Wanted);
    }

    [Fact]
    public async Task Missing_files_folders_and_giants_are_told_apart()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        string prompts = workplace.Prompts(1);
        ProcessEnd missing = (await workplace.RunAsync("run", prompts[..^4], "--yes")).Expect(3);
        Assert.Contains("did you mean", missing.Error, StringComparison.Ordinal);
        Assert.Contains("posters.csv", missing.Error, StringComparison.Ordinal);

        ProcessEnd folder = (await workplace.RunAsync("run", workplace.Folder, "--yes")).Expect(3);
        Assert.Contains("is a folder", folder.Error, StringComparison.Ordinal);

        string giant = Path.Combine(workplace.Folder, "giant.csv");
        await using (FileStream file = File.Create(giant))
            file.SetLength(3L << 30);
        ProcessEnd large = (await workplace.RunAsync("run", giant, "--yes")).Expect(3);
        Assert.Contains("LIM001", large.Error, StringComparison.Ordinal);
        Assert.Equal(0, workplace.Server.Account.Wanted);
    }

    [Fact]
    public async Task An_unusable_data_folder_is_told_before_anything_is_paid()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        string prompts = workplace.Prompts(1);
        string file = workplace.Write("occupied", "");
        using SeedreamProcess onFile = SeedreamProcess.Start(workplace.Environment, "run", prompts, "--yes", "--data", file);
        Assert.Contains("is a file", (await onFile.WaitAsync()).Expect(7).Error, StringComparison.Ordinal);
        if (OperatingSystem.IsLinux())
        {
            using SeedreamProcess readOnly = SeedreamProcess.Start(workplace.Environment, "run", prompts, "--yes", "--data", "/proc/seedream");
            (await readOnly.WaitAsync()).Expect(7);
        }

        Assert.Equal(0, workplace.Server.Account.Wanted);
    }

    [Fact]
    public async Task Wrong_settings_are_told_all_at_once()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        workplace.Environment["Seedream__Jobs__MaxParallel"] = "100000";
        workplace.Environment["Seedream__Waiting__Deadline"] = "soon";
        workplace.Environment["Seedream__RunComfy__SubmitTimeout"] = "0";
        ProcessEnd end = (await workplace.RunAsync("run", workplace.Prompts(1), "--yes")).Expect(2);
        Assert.Contains("Seedream:Jobs:MaxParallel", end.Error, StringComparison.Ordinal);
        Assert.Contains("Seedream:Waiting:Deadline", end.Error, StringComparison.Ordinal);
        Assert.Contains("SubmitTimeout", end.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run x.csv --resolution 9x9", "did you mean 2048x2048 (1:1)?")]
    [InlineData("run x.csv --output-format gif", "must be png or jpeg")]
    [InlineData("run x.csv --deadline soon", "90s, 30m or 1h")]
    [InlineData("run x.csv --run 0", "1 or more")]
    [InlineData("retry --only lost", "found 'lost'")]
    [InlineData("frob", "frob")]
    public async Task A_wrong_command_line_is_explained(string arguments, string message)
    {
        using SeedreamProcess process = SeedreamProcess.Start(new Dictionary<string, string>(StringComparer.Ordinal), arguments.Split(' '));
        ProcessEnd end = (await process.WaitAsync()).Expect(2);
        Assert.Contains(message, end.Error, StringComparison.Ordinal);
        Assert.Empty(end.Output);
    }
}
