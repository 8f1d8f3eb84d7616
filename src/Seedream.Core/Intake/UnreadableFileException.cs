namespace Seedream.Core.Intake;

/// <summary>Reading cannot go on; carries what to tell. Never leaves the intake.</summary>
internal sealed class UnreadableFileException(ProblemCode code, string message, int? line = null) : Exception(message)
{
    public ProblemCode Code { get; } = code;

    public int? Line { get; } = line;
}
