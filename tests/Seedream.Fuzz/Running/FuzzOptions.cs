using System.Globalization;

namespace Seedream.Fuzz.Running;

/// <summary>The command line of the fuzzer.</summary>
internal sealed record FuzzOptions
{
    public const string Usage = """
        dotnet run -c Release --project tests/Seedream.Fuzz -- [options]

          --target NAME   csv, jsonl, messages, http, api-responses, urls, images, preview, output, names, settings or all (default)
          --cases N       cases per target (default 100000)
          --first K       number of the first case (default 0)
          --seed S        whole number; the same seed gives the same cases (default 1)
          --seconds T     stop each target after so long, whatever is left
          --workers W     threads (default 1)
          --case K        run this case alone and show its input

        Exit code 0: everything held; 1: some case failed; 2: the command line is wrong.
        """;

    public IReadOnlyList<string> Targets { get; init; } = FuzzTargets.Names;

    public long Cases { get; init; } = 100_000;

    public long First { get; init; }

    public ulong Seed { get; init; } = 1;

    public TimeSpan? Longest { get; init; }

    public int Workers { get; init; } = 1;

    public long? Case { get; init; }

    /// <summary>Null when the arguments cannot be understood.</summary>
    public static FuzzOptions? Parse(IReadOnlyList<string> args)
    {
        FuzzOptions options = new();
        for (int index = 0; index < args.Count; index += 2)
        {
            if (index + 1 == args.Count || Parse(options, args[index], args[index + 1]) is not { } next)
                return null;
            options = next;
        }

        return options;
    }

    private static FuzzOptions? Parse(FuzzOptions options, string name, string value)
    {
        if (name == "--target")
            return value == "all" ? options : FuzzTargets.Names.Contains(value) ? options with { Targets = [value] } : null;
        if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            return null;
        return name switch
        {
            "--cases" => options with { Cases = number },
            "--first" => options with { First = number },
            "--seed" => options with { Seed = (ulong)number },
            "--seconds" => options with { Longest = TimeSpan.FromSeconds(number) },
            "--workers" when number is > 0 and <= 64 => options with { Workers = (int)number },
            "--case" => options with { Case = number },
            _ => null,
        };
    }
}
