namespace Seedream.Core.Notifying;

/// <summary>An event ready to be sent.</summary>
/// <param name="Id">Its id, the same on every try.</param>
/// <param name="Type">Its type.</param>
/// <param name="Body">The event as JSON, UTF-8: media type <see cref="ContentType"/>.</param>
public sealed record EventMessage(string Id, string Type, ReadOnlyMemory<byte> Body)
{
    public const string ContentType = "application/cloudevents+json";
}
