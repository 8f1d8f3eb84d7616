using System.Reflection;
using System.Text.RegularExpressions;
using Seedream.Local.CommandLine;
using Seedream.Local.Commands;
using Seedream.Local.Tests.Support;
using Seedream.Simulator;

namespace Seedream.Local.Tests.Commands;

/// <summary>Each option of the simulator has a flag, or is said to be code only.</summary>
public sealed class SimulateFlagTests
{
    private static readonly Dictionary<string, string> Unusual = new(StringComparer.Ordinal)
    {
        ["--port"] = "1234",
        ["--seed"] = "7",
        ["--capacity"] = "3",
        ["--median"] = "0.5",
        ["--token"] = "another",
        ["--faults"] = "submit:429=0.5",
        ["--account"] = "account.jsonl",
        ["--balance"] = "-1.5",
        ["--model"] = "somebody/something",
        ["--price"] = "0.5",
        ["--price-unit"] = "1000 images",
        ["--pricing-note"] = "a lot",
        ["--3k-price-factor"] = "2",
        ["--first-queue-position"] = "1",
        ["--sigma"] = "0",
        ["--3k-factor"] = "3",
        ["--fast-factor"] = "0.9",
        ["--extra-image-factor"] = "0.1",
        ["--image-bytes"] = "4000",
        ["--output"] = "barearray",
        ["--foreign"] = "notFound",
        ["--errors"] = "Nested",
        ["--url-lifetime"] = "60",
        ["--request-lifetime"] = "90.5",
        ["--calls-per-second"] = "5",
        ["--max-in-flight"] = "9",
        ["--public-url"] = "https://api.example.com/",
    };

    public static TheoryData<string> Flags() => [.. SimulateFlags.All.Select(flag => flag.Option.Name)];

    [Theory]
    [MemberData(nameof(Flags))]
    public async Task Flag_WhenGiven_ChangesItsOptionAndNoOther(string name)
    {
        SimulateFlag flag = SimulateFlags.All.Single(flag => flag.Option.Name == name);
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, """[{ "request_id": "x", "input": { "prompt": "a" } }]""");
            bool isSwitch = flag.Option.ValueType == typeof(bool);
            string[] arguments = isSwitch ? [name] : [name, name == "--known" ? file : Unusual[name]];
            SimulatorOptions usual = Read(), changed = Read(arguments);
            string[] differing = [.. Properties().Where(property => property.Name != nameof(usual.Faults) && !Equals(property.GetValue(usual), property.GetValue(changed))).Select(property => property.Name)];
            Assert.Equal(flag.Property == nameof(usual.Faults) ? [] : [flag.Property], differing);
            if (flag.Property == nameof(usual.Faults)) Assert.NotSame(usual.Faults, changed.Faults);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Read_WithoutFlags_GivesTheDefaultsOnTheUsualPort() =>
        Assert.Equal(new SimulatorOptions().ToString(), (Read() with { Urls = SimulatorOptions.AnyLoopbackPort }).ToString());

    [Fact]
    public async Task Options_HaveAFlagOrAreSaidToBeCodeOnly()
    {
        string source = await File.ReadAllTextAsync(Repository.File("src/Seedream.Simulator/SimulatorOptions.cs"));
        string page = await File.ReadAllTextAsync(Repository.File("docs/simulator.md"));
        foreach (PropertyInfo property in Properties())
        {
            string comment = Regex.Match(source, $@"<summary>(?<text>[^\n]*)</summary>\s+public [^\n]* {property.Name} {{", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["text"].Value;
            string[] flags = [.. SimulateFlags.All.Where(flag => flag.Property == property.Name).Select(flag => $"`{flag.Option.Name}`")];
            Assert.True(comment.Contains("Code only", StringComparison.Ordinal) == (flags.Length == 0), $"{property.Name} needs a flag or a comment that says \"Code only\", not both.");
            Assert.Contains($"| `{property.Name}` | {(flags.Length == 0 ? "code only" : string.Join(", ", flags))} |", page, StringComparison.Ordinal);
        }
        Assert.All(SimulateFlags.All, flag => Assert.Contains(flag.Property, Properties().Select(property => property.Name)));
    }

    [Theory]
    [InlineData("--faults", "submit:nonsense=1", "nonsense")]
    [InlineData("--public-url", "/files", "/files")]
    [InlineData("--known", "no-such-file.json", "no-such-file.json")]
    public void Flag_ThatCannotBeRead_IsNamed(string name, string value, string expected)
    {
        CommandFailedException refused = Assert.Throws<CommandFailedException>(() => Read(name, value));
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<PropertyInfo> Properties() => typeof(SimulatorOptions).GetProperties().Where(property => property.CanWrite);

    private static SimulatorOptions Read(params string[] arguments)
    {
        var parse = SimulateCommand.Create().Parse(arguments);
        Assert.Empty(parse.Errors);
        using CommandSession session = new(parse);
        return SimulateFlags.Read(session);
    }
}
