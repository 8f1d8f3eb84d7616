using Seedream.Fuzz.Running;
using Xunit.Runner.InProc.SystemConsole;

// The test runner starts this program, too; its arguments begin with @@, or with one hyphen where the fuzzer's begin with two.
if (args is [var first, ..] && !first.StartsWith("--", StringComparison.Ordinal))
    return await ConsoleRunner.Run(args);

if (FuzzOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(FuzzOptions.Usage);
    return 2;
}

bool failed = false;
foreach (string target in options.Targets)
{
    if (options.Case is { } only)
    {
        foreach (string input in FuzzReplay.InputsOf(target, options.Seed, only))
            Console.WriteLine($"input {input}");
    }

    FuzzResult result = new FuzzRun(target, options.Seed, options.Case ?? options.First, options.Case is null ? options.Cases : 1, options.Longest, options.Workers).Run();
    Console.WriteLine(result);
    foreach (FuzzFailure failure in result.Failures)
        Console.WriteLine(failure);
    failed |= result.Failed > 0;
}

return failed ? 1 : 0;
