namespace Seedream.Local.CommandLine;

/// <summary>A command cannot go on, for a reason a person can do something about: what to say, and how to exit.</summary>
internal sealed class CommandFailedException(ExitCode exitCode, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public ExitCode ExitCode { get; } = exitCode;
}
