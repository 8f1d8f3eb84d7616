namespace Seedream.Fuzz.Running;

/// <summary>A case shows that something does not hold which always should.</summary>
internal sealed class PropertyBrokenException(string message) : Exception(message);
