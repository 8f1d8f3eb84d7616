namespace Seedream.Core.Previewing;

/// <summary>Reads one scan of a JPEG for the means of its blocks; finer detail is passed over.</summary>
/// <param name="bits">At the scan's first byte.</param>
/// <param name="restart">Units between restart markers; 0 for none.</param>
/// <param name="progressive">Whether detail comes in scans of its own.</param>
/// <param name="high">Bits of precision that came before; 0 for the first scan.</param>
/// <param name="low">Bits of precision that come later.</param>
internal sealed class JpegScanReader(JpegBits bits, int restart, bool progressive, int high, int low)
{
    public void Read(IReadOnlyList<JpegComponent> components, int unitsAcross, int unitsDown, CancellationToken cancellationToken)
    {
        bool isSingle = components.Count == 1;
        int across = isSingle ? components[0].Columns : unitsAcross;
        int units = across * (isSingle ? components[0].Rows : unitsDown);
        for (int unit = 0; unit < units; unit++)
        {
            if (restart > 0 && unit > 0 && unit % restart == 0)
                Restart(components);
            if (unit % across == 0)
                cancellationToken.ThrowIfCancellationRequested();
            foreach (JpegComponent component in components)
            {
                for (int block = 0; block < (isSingle ? 1 : component.Across * component.Down); block++)
                {
                    int x = isSingle ? unit % across : (unit % across * component.Across) + (block % component.Across);
                    int y = isSingle ? unit / across : (unit / across * component.Down) + (block / component.Across);
                    ReadBlock(component, ref component.Means[(y * component.Stride) + x]);
                }
            }
        }
    }

    private void Restart(IReadOnlyList<JpegComponent> components)
    {
        if (!bits.TryRestart())
            throw new InvalidDataException("a restart marker is missing among its pixels");
        foreach (JpegComponent component in components)
            component.Predicted = 0;
    }

    private void ReadBlock(JpegComponent component, ref int mean)
    {
        if (high > 0)
        {
            mean |= bits.Read(1) << low;
            return;
        }

        component.Predicted += bits.ReadSigned(Math.Min(16, component.Dc!.Read(bits)));
        mean = component.Predicted << low;
        if (!progressive)
            PassOverDetail(component.Ac!);
    }

    private void PassOverDetail(JpegHuffman codes)
    {
        for (int place = 1; place < 64; place++)
        {
            int symbol = codes.Read(bits);
            int size = symbol & 15;
            if (size == 0 && symbol != 0xF0)
                return;
            place += symbol >> 4;
            bits.Read(size);
        }
    }
}
