using System.Diagnostics;
using System.Globalization;
using System.Text;
using Seedream.Core.Storage;

namespace Seedream.Core.Tests.Storage;

/// <summary>Another process on the same folder: started by a test, told when to begin, asked what came of it.</summary>
internal sealed class OtherProcess : IDisposable
{
    /// <summary>The first argument of a process that is no test run.</summary>
    public const string Word = "other-process";

    public const int Rounds = 40;
    public const int Increments = 25;

    /// <summary>How the processes see the folder.</summary>
    public static FolderStoreOptions Options { get; } = new() { Grows = name => name.StartsWith("growing/", StringComparison.Ordinal) };

    private readonly Process process;

    private OtherProcess(Process process) => this.process = process;

    /// <summary>Returns when the process is ready.</summary>
    public static async Task<OtherProcess> StartAsync(string task, string folder, string who)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { typeof(OtherProcess).Assembly.Location, Word, task, folder, who },
        };
        var other = new OtherProcess(Process.Start(start)!);
        Assert.Equal("ready", await other.process.StandardOutput.ReadLineAsync());
        return other;
    }

    public async Task<string?> GoAsync()
    {
        await process.StandardInput.WriteLineAsync("go");
        return await process.StandardOutput.ReadLineAsync();
    }

    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var task, var folder, var who])
            return 2;
        var store = new FolderStore(folder, Options);
        if (task == "hold")
        {
            ObjectWriter writer = await store.CreateWriterAsync("held.bin", ContentTypes.Unknown, CancellationToken.None);
            await writer.Stream.WriteAsync(new byte[1 << 20]);
            await writer.Stream.FlushAsync();
        }

        Console.WriteLine("ready");
        Console.ReadLine();
        Console.WriteLine(string.Join(' ', await ContendAsync(store, task, who)));
        return 0;
    }

    /// <summary>The rounds won; and a shared counter raised.</summary>
    private static async Task<IEnumerable<string>> ContendAsync(FolderStore store, string task, string who)
    {
        var won = new List<string>();
        for (int round = 0; round < Rounds; round++)
        {
            string?[] versions = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
                store.TryCreateAsync($"{task}/race/{round}", Encoding.UTF8.GetBytes(who), ContentTypes.Unknown, CancellationToken.None)));
            won.AddRange(versions.Where(version => version is not null).Select(_ => round.ToString(CultureInfo.InvariantCulture)));
        }

        for (int done = 0; done < Increments;)
        {
            StoredObject read = (await store.TryReadAsync($"{task}/counter", CancellationToken.None))!;
            int next = int.Parse(Encoding.UTF8.GetString(read.Content.Span), CultureInfo.InvariantCulture) + 1;
            if (await store.TryReplaceAsync($"{task}/counter", Encoding.UTF8.GetBytes($"{next}"), ContentTypes.Unknown, read.Version, CancellationToken.None) is not null)
                done++;
        }

        return won;
    }
}
