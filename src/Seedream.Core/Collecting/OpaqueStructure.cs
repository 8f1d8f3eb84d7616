namespace Seedream.Core.Collecting;

/// <summary>A format that is stored without being understood (videos): only its length is checked, by the transfer.</summary>
internal sealed class OpaqueStructure : StreamingImageInspector
{
    public override void Append(ReadOnlySpan<byte> bytes)
    {
    }

    public override void Complete()
    {
    }
}
