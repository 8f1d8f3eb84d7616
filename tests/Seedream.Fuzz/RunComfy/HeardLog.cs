using System.Text;
using Microsoft.Extensions.Logging;

namespace Seedream.Fuzz.RunComfy;

/// <summary>Keeps what is logged at Information and above, with the exceptions.</summary>
internal sealed class HeardLog<T> : ILogger<T>
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _text.Append(formatter(state, exception)).Append(exception).Append('\n');
}
