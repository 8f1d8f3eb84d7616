using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Seedream.Api.Tests.Support;

/// <summary>Every line the service logs.</summary>
public sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public IEnumerable<string> Errors => _lines.Where(line => line.Level >= LogLevel.Error).Select(line => line.Text);

    public bool Has(string text) => _lines.Any(line => line.Text.Contains(text, StringComparison.Ordinal));

    /// <summary>Completes once a line has one of the texts.</summary>
    public Task WaitForAsync(params string[] texts) => WaitForAsync(TimeSpan.FromMinutes(1), texts);

    /// <summary>False if no line had the text in that time.</summary>
    public async Task<bool> ShowsWithinAsync(TimeSpan patience, string text)
    {
        try
        {
            await WaitForAsync(patience, text);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task WaitForAsync(TimeSpan patience, params string[] texts)
    {
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Logged = Look;
        Look();
        await seen.Task.WaitAsync(patience);

        void Look()
        {
            if (texts.Any(Has))
                seen.TrySetResult();
        }
    }

    private Action? Logged { get; set; }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Warning || category.StartsWith("Seedream", StringComparison.Ordinal))
            {
                log._lines.Enqueue((logLevel, $"{category}: {formatter(state, exception)} {exception}"));
                log.Logged?.Invoke();
            }
        }
    }
}
