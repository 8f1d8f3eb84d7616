namespace Seedream.Core.Collecting;

/// <summary>An allowed host name that leads to an address that is not public.</summary>
internal sealed class AddressRefusedException(string message) : Exception(message);
