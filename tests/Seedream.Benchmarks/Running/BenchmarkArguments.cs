using Seedream.Benchmarks.Scenarios;

namespace Seedream.Benchmarks.Running;

/// <summary>What the command line says.</summary>
internal sealed record BenchmarkArguments
{
    public required IReadOnlyList<Scenario> Scenarios { get; init; }

    /// <summary>Everything small, to see that it works; the numbers say nothing.</summary>
    public bool Quick { get; init; }

    /// <summary>Where the findings go as JSON; null for nowhere.</summary>
    public string? JsonFile { get; init; }

    /// <summary>The folder on the disk that is to be measured.</summary>
    public string Work { get; init; } = Path.GetTempPath();

    /// <summary>Port of the simulator for hosts that must know it beforehand; 0 for a free one.</summary>
    public int ApiPort { get; init; }

    /// <summary>A host that runs already, for <c>host</c>.</summary>
    public Uri? Host { get; init; }

    /// <summary>Its API key, if it wants one.</summary>
    public string? HostKey { get; init; }

    public static string Usage => $"""
        Usage: Seedream.Benchmarks [scenario ...] [options]

        Without a scenario: every row of the budget table.
        {string.Join('\n', AllScenarios.List.Select(scenario => $"  {scenario.Name,-14} {scenario.What}"))}

        Options:
          --quick            everything small: shows that it works, the numbers say nothing
          --json FILE        writes the findings as JSON
          --work FOLDER      where files go: the disk that is measured (default: the temporary folder)
          --api-port PORT    port of the simulated API (default: a free one)
          --host URL         a host that runs already, pointed at that API, for 'host'
          --host-key KEY     its API key
        """;

    public static BenchmarkArguments? Parse(string[] args, out string problem)
    {
        List<Scenario> scenarios = [];
        BenchmarkArguments parsed = new() { Scenarios = scenarios };
        problem = "";
        Queue<string> rest = new(args);
        while (rest.TryDequeue(out string? word))
        {
            if (word == "--quick")
                parsed = parsed with { Quick = true };
            else if (!word.StartsWith('-') && AllScenarios.Find(word) is { } scenario)
                scenarios.Add(scenario);
            else if (!word.StartsWith('-') || !rest.TryDequeue(out string? value) || parsed.With(word, value) is not { } with)
                return Nothing($"'{word}' is no scenario and no option with a value it understands", out problem);
            else
                parsed = with;
        }

        if (scenarios.Count == 0)
            scenarios.AddRange(AllScenarios.List.Where(scenario => scenario.IsBudget));
        return parsed;
    }

    private BenchmarkArguments? With(string option, string value) => option switch
    {
        "--json" => this with { JsonFile = value },
        "--work" when Directory.Exists(value) => this with { Work = Path.GetFullPath(value) },
        "--api-port" when ushort.TryParse(value, out ushort port) => this with { ApiPort = port },
        "--host" when Uri.TryCreate(value, UriKind.Absolute, out Uri? host) => this with { Host = host },
        "--host-key" => this with { HostKey = value },
        _ => null,
    };

    private static BenchmarkArguments? Nothing(string why, out string problem)
    {
        problem = why;
        return null;
    }
}
