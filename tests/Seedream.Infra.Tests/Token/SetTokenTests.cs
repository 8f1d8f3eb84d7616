using System.Diagnostics;
using Seedream.Infra.Tests.Support;

namespace Seedream.Infra.Tests.Token;

/// <summary>infra/set-token.sh against a command line that stands in for Azure's and writes down how it was called.</summary>
public sealed class SetTokenTests : IDisposable
{
    private const string Secret = "rc-1234567890'\"$(touch pwned)\\n";

    private readonly string folder = Directory.CreateTempSubdirectory("seedream-token-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [UnixFact]
    public async Task Run_TokenInVariable_GoesToTheVaultByStandardInputAlone()
    {
        (int exitCode, string output) = await RunAsync(token: Secret);

        Assert.Equal(0, exitCode);
        Assert.Equal(Secret, await File.ReadAllTextAsync(Path.Combine(folder, "stored")));
        string calls = await CallsAsync();
        Assert.Contains("keyvault secret set --vault-name kv-test --name runcomfy-api-token --file /dev/stdin", calls, StringComparison.Ordinal);
        Assert.Contains("/config/configreferences/appsettings/refresh", calls, StringComparison.Ordinal);
        Assert.DoesNotContain("rc-123", calls, StringComparison.Ordinal);
        Assert.DoesNotContain("rc-123", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "pwned")));
    }

    [UnixFact]
    public async Task Run_VaultHasOne_LeavesItAlone()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "stored"), "old");

        (int exitCode, string output) = await RunAsync(token: Secret);

        Assert.Equal(0, exitCode);
        Assert.Equal("old", await File.ReadAllTextAsync(Path.Combine(folder, "stored")));
        Assert.Contains("--replace", output, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Run_Replace_SetsAnother()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "stored"), "old");

        (int exitCode, _) = await RunAsync(token: Secret, options: ["--replace"]);

        Assert.Equal(0, exitCode);
        Assert.Equal(Secret, await File.ReadAllTextAsync(Path.Combine(folder, "stored")));
    }

    [UnixFact]
    public async Task Run_NobodyCanBeAsked_SaysHowToDoItLaterAndIsNoFailure()
    {
        (int exitCode, string output) = await RunAsync(token: null);

        Assert.Equal(0, exitCode);
        Assert.False(File.Exists(Path.Combine(folder, "stored")));
        Assert.Contains("sh infra/set-token.sh kv-test rg-test func-test", output, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Run_RightNotYetKnown_TriesAgain()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "refusals"), "xx");

        (int exitCode, _) = await RunAsync(token: Secret);

        Assert.Equal(0, exitCode);
        Assert.Equal(Secret, await File.ReadAllTextAsync(Path.Combine(folder, "stored")));
    }

    [UnixFact]
    public async Task Run_RefusedForGood_Fails()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "refusals"), "xxxxxxxxxx");

        (int exitCode, string output) = await RunAsync(token: Secret);

        Assert.Equal(1, exitCode);
        Assert.Contains("refused the token", output, StringComparison.Ordinal);
    }

    private Task<string> CallsAsync() => File.ReadAllTextAsync(Path.Combine(folder, "calls"));

    private async Task<(int ExitCode, string Output)> RunAsync(string? token, params string[] options)
    {
        string az = Path.Combine(folder, "az");
        await File.WriteAllTextAsync(az, """
            #!/bin/sh
            cd "$(dirname "$0")"
            echo "$*" >> calls
            case "$*" in
              "keyvault secret show"*) [ -f stored ] ;;
              "keyvault secret set"*)
                if [ -s refusals ]; then printf '%s' "$(cut -c2- refusals)" > refusals; echo Forbidden >&2; exit 1; fi
                cat > stored ;;
              "functionapp show"*) echo /subscriptions/s/sites/func-test ;;
            esac
            """.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(az, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        ProcessStartInfo start = new("sh", [Repository.PathOf("infra/set-token.sh"), .. options, "kv-test", "rg-test", "func-test"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        start.Environment["PATH"] = $"{folder}:{start.Environment["PATH"]}";
        start.Environment["SEEDREAM_TOKEN_TRIES"] = "3";
        start.Environment["SEEDREAM_TOKEN_WAIT"] = "0";
        start.Environment.Remove("RUNCOMFY_API_TOKEN");
        if (token is not null)
            start.Environment["RUNCOMFY_API_TOKEN"] = token;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
