namespace Seedream.Simulator.Faults;

/// <summary>A fault plan that cannot be; the message names the part that is wrong and what would be right.</summary>
public sealed class FaultPlanException : FormatException
{
    public FaultPlanException() { }

    public FaultPlanException(string message) : base(message) { }

    public FaultPlanException(string message, Exception innerException) : base(message, innerException) { }
}
