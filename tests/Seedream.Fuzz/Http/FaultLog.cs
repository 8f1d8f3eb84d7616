using Microsoft.Extensions.Logging;

namespace Seedream.Fuzz.Http;

/// <summary>The last exception that the service logged as a fault of its own.</summary>
internal sealed class FaultLog : ILoggerProvider, ILogger
{
    public Exception? Last { get; set; }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error)
            Last = exception ?? new InvalidOperationException(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
