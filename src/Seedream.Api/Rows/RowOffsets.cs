using System.Buffers;
using System.Collections.Concurrent;
using Seedream.Core.Reporting;
using Seedream.Core.Storage;

namespace Seedream.Api.Rows;

/// <summary>
/// Where every thousandth row begins in <c>results.jsonl</c>, which has a line for each row, in order. Found by one pass over
/// the file's bytes when first asked for, and remembered.
/// </summary>
internal sealed class RowOffsets(IObjectStore images)
{
    private const int Step = 1_000;
    private const int MostRemembered = 32;
    private readonly ConcurrentDictionary<(string Batch, long Version), long[]> _known = new();

    /// <summary>A place at or a little before the row; null when the file is gone.</summary>
    public async Task<RowPlace?> BeforeAsync(string batch, long version, int row, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue((batch, version), out long[]? offsets))
        {
            if (await ScanAsync(batch, cancellationToken) is not { } scanned)
                return null;
            if (_known.Count >= MostRemembered)
                _known.Clear();
            offsets = _known[(batch, version)] = scanned;
        }

        int index = Math.Min((row - 1) / Step, offsets.Length - 1);
        return new RowPlace(row, offsets[index], version);
    }

    private async Task<long[]?> ScanAsync(string batch, CancellationToken cancellationToken)
    {
        await using Stream? file = await images.OpenReadAsync(StateLayout.Images(batch) + ReportNames.ResultsJsonl, 0, cancellationToken);
        if (file is null)
            return null;
        List<long> offsets = [0];
        byte[] buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
        try
        {
            long start = 0;
            int lines = 0;
            while (await file.ReadAsync(buffer, cancellationToken) is > 0 and int read)
            {
                for (int at = 0; buffer.AsSpan(at, read - at).IndexOf((byte)'\n') is >= 0 and int end; at += end + 1)
                {
                    if (++lines % Step == 0)
                        offsets.Add(start + at + end + 1);
                }

                start += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return [.. offsets];
    }
}
