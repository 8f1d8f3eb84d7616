using System.CommandLine;
using Seedream.Core.Jobs;
using Seedream.Local.Configuration;
using Seedream.Local.Terminals;

namespace Seedream.Local.CommandLine;

/// <summary>One invocation: what was typed, whom it talks to, and how it is stopped.</summary>
internal sealed class CommandSession : IDisposable
{
    private readonly ParseResult _parse;

    public CommandSession(ParseResult parse)
    {
        _parse = parse;
        Terminal = new Terminal(Value(CommonOptions.Json), Value(CommonOptions.Verbose));
        Settings = Settings.Read(
        [
            new(DataFolder.AccountKey, Value(CommonOptions.Storage)),
            new("Seedream:RunComfy:BaseUrl", Value(CommonOptions.BaseUrl)),
            new("Seedream:Jobs:MaxParallel", Text(Value(CommonOptions.MaxParallel))),
            new("Seedream:Waiting:Deadline", Value(CommonOptions.Deadline)?.ToString("c")),
            new("Seedream:Intake:MaxCostUsd", Text(Value(CommonOptions.MaxCost))),
        ]);
        Data = new DataFolder(Value(CommonOptions.Data) ?? CommonOptions.DefaultData, Settings.Values[DataFolder.AccountKey]);
        Stop.Ending = Terminal.Restore;
    }

    /// <summary>The command's name.</summary>
    public string Command => _parse.CommandResult.Command.Name;

    public Terminal Terminal { get; }

    public DataFolder Data { get; }

    public Settings Settings { get; }

    public StopSignals Stop { get; } = new();

    /// <summary>What empty cells mean.</summary>
    public JobDefaults Defaults
    {
        get
        {
            JobDefaults defaults = new();
            return defaults with { Resolution = Value(CommonOptions.Resolution) ?? defaults.Resolution, OutputFormat = Value(CommonOptions.OutputFormat) ?? defaults.OutputFormat };
        }
    }

    /// <summary>The value of an option; its type's default where the command has no such option.</summary>
    public T? Value<T>(Option<T> option) => _parse.GetResult(option) is null ? default : _parse.GetValue(option);

    public T? Value<T>(Argument<T> argument) => _parse.GetValue(argument);

    /// <summary>A command to copy, with the data folder where it is not the usual one.</summary>
    public string Hint(string command) =>
        $"{OwnName.Value} {command}{WhereHint}";

    public void Dispose() => Stop.Dispose();

    // The account may hold a key, so it is never repeated.
    private string WhereHint =>
        Data.IsAccount ? Value(CommonOptions.Storage) is null ? "" : " --storage ..."
        : Data.Path == CommonOptions.DefaultData ? "" : $" --data {Quoted(Data.Path)}";

    private static string Quoted(string path) => path.Any(char.IsWhiteSpace) ? $"\"{path}\"" : path;

    private static string? Text(IFormattable? value) => value?.ToString(null, System.Globalization.CultureInfo.InvariantCulture);
}
