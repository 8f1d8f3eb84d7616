using System.CommandLine;
using Seedream.Local.Documents;
using Seedream.Local.Telemetry;

namespace Seedream.Local.CommandLine;

/// <summary>Runs a command's body, and turns however it ends into words and an exit code.</summary>
internal static class CommandRun
{
    public static async Task<int> InvokeAsync(ParseResult parse, Func<CommandSession, Task<ExitCode>> body)
    {
        using CommandSession session = new(parse);
        try
        {
            using IDisposable? telemetry = TelemetryRegistration.Start(session.Settings.Values);
            return (int)await body(session);
        }
#pragma warning disable CA1031 // This is where every failure ends: none may reach a person as a stack trace.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Failure failure = Failure.Of(exception, session.Stop.Token.IsCancellationRequested);
            session.Terminal.Fail(failure.Message);
            if (session.Terminal.Verbose && failure.ExitCode == ExitCode.Unexpected)
                session.Terminal.Note(exception.ToString());
            if (session.Terminal.Json)
                DocumentWriter.Write(new ErrorDocument { Command = session.Command, ExitCode = (int)failure.ExitCode, Error = failure.Message }, DocumentsJson.Default.ErrorDocument);
            return (int)failure.ExitCode;
        }
    }
}
