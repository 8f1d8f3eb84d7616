namespace Seedream.Core.Collecting;

/// <summary>A format whose pixel size stands in its first bytes.</summary>
internal abstract class PrefixStructure(int prefixLength) : StreamingImageInspector
{
    private readonly byte[] _prefix = new byte[prefixLength];
    private int _prefixFilled;

    /// <summary>Bytes so far.</summary>
    protected long Length { get; private set; }

    public override void Append(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        if (_prefixFilled == _prefix.Length)
            return;
        int taken = Math.Min(bytes.Length, _prefix.Length - _prefixFilled);
        bytes[..taken].CopyTo(_prefix.AsSpan(_prefixFilled));
        _prefixFilled += taken;
        if (_prefixFilled == _prefix.Length)
            ReadPrefix(_prefix);
    }

    public override void Complete()
    {
        if (_prefixFilled < _prefix.Length)
            Fault ??= "it ends within its header";
    }

    protected abstract void ReadPrefix(ReadOnlySpan<byte> prefix);

    protected void SetSize(int width, int height)
    {
        if (width <= 0 || height <= 0)
        {
            Fault ??= "it has no pixels";
            return;
        }

        Width = width;
        Height = height;
    }
}
