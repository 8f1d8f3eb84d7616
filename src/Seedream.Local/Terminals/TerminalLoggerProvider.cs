using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Seedream.Local.Terminals;

/// <summary>
/// The log on stderr. Without --verbose only warnings and errors, and of each kind the first few: a rate limit that is met
/// a thousand times need not be told a thousand times.
/// </summary>
internal sealed class TerminalLoggerProvider(Terminal terminal) : ILoggerProvider
{
    private const int MostOfAKind = 5;
    private readonly ConcurrentDictionary<int, int> _told = new();

    public ILogger CreateLogger(string categoryName) => new TerminalLogger(this, categoryName);

    public void Dispose()
    {
    }

    private void Write(string category, LogLevel level, EventId id, string message, Exception? exception)
    {
        int count = _told.AddOrUpdate(id.Id, 1, (_, before) => before + 1);
        if (!terminal.Verbose && count > MostOfAKind)
            return;
        string word = level switch
        {
            LogLevel.Critical or LogLevel.Error => terminal.Error.Red("error:"),
            LogLevel.Warning => terminal.Error.Yellow("warning:"),
            _ => terminal.Error.Dim("info:"),
        };
        string cause = exception is null ? "" : terminal.Verbose ? $"\n{exception}" : $": {exception.Message}";
        string more = !terminal.Verbose && count == MostOfAKind ? terminal.Error.Dim(" (further ones of this kind are not shown; --verbose shows them)") : "";
        string from = terminal.Verbose ? terminal.Error.Dim($" [{category}]") : "";
        terminal.Note($"{word} {message}{cause}{from}{more}");
    }

    private sealed class TerminalLogger(TerminalLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            provider.Write(category, logLevel, eventId, formatter(state, exception), exception);
    }
}
