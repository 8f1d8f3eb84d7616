using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Seedream.Core.Tests.Support;

/// <summary>A logger that remembers every line.</summary>
public sealed class CapturedLog<T> : ILogger<T>
{
    public ConcurrentQueue<(LogLevel Level, EventId Event, string Text)> Lines { get; } = new();

    public string Text => string.Join('\n', Lines.Select(line => line.Text));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((logLevel, eventId, formatter(state, exception) + exception));
}
