using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Seedream.Core.Identity;
using Seedream.Core.Storage;
using Seedream.Core.Submission;

namespace Seedream.Core.Retention;

/// <summary>
/// The rows of a purged batch (<c>tombstones/&lt;batch&gt;.rows</c>), 25 bytes each: key, number of the batch in whose ledger
/// they stood, row there, whether they ran. A batch is numbered where it first occurs, by a row of all ones and its name.
/// </summary>
internal static class PurgedRows
{
    private const int Size = RowKey.Size + sizeof(int) + sizeof(int) + 1;
    private const int FlushAt = 64 * 1024;
    private const byte NewBatch = 0xff;

    public static async Task WriteAsync(IObjectStore state, string batch, IAsyncEnumerable<PurgedRow> rows, CancellationToken cancellationToken)
    {
        await using ObjectWriter writer = await state.CreateWriterAsync(StateLayout.TombstoneRows(batch), ContentTypes.Unknown, cancellationToken);
        ArrayBufferWriter<byte> buffer = new(FlushAt * 2);
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        await foreach (PurgedRow row in rows)
        {
            if (!numbers.TryGetValue(row.Place.Batch, out int number))
            {
                numbers.Add(row.Place.Batch, number = numbers.Count);
                byte[] name = Encoding.UTF8.GetBytes(row.Place.Batch);
                Append(buffer, default, name.Length, 0, NewBatch);
                buffer.Write(name);
            }

            Append(buffer, row.Key, number, row.Place.Row, row.Ran ? (byte)1 : (byte)0);
            if (buffer.WrittenCount >= FlushAt)
                await FlushAsync();
        }

        await FlushAsync();
        await writer.CommitAsync(cancellationToken);

        async Task FlushAsync()
        {
            await writer.Stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
            buffer.ResetWrittenCount();
        }
    }

    /// <summary>The rows; none where there is no such object.</summary>
    public static async IAsyncEnumerable<PurgedRow> ReadAsync(IObjectStore state, string batch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using Stream? found = await state.OpenReadAsync(StateLayout.TombstoneRows(batch), 0, cancellationToken);
        if (found is null)
            yield break;
        await using BufferedStream stream = new(found, 64 * 1024);
        List<string> batches = [];
        byte[] line = new byte[Size];
        while (await stream.ReadAtLeastAsync(line, Size, throwOnEndOfStream: false, cancellationToken) is > 0 and int read)
        {
            if (read < Size)
                throw new InvalidDataException($"what is left of the rows of batch {batch} breaks off");
            int number = BinaryPrimitives.ReadInt32BigEndian(line.AsSpan(RowKey.Size));
            if (line[^1] == NewBatch)
            {
                byte[] name = new byte[number];
                await stream.ReadExactlyAsync(name, cancellationToken);
                batches.Add(Encoding.UTF8.GetString(name));
                continue;
            }

            yield return new PurgedRow(RowKey.Read(line), new LedgerPlace(batches[number], BinaryPrimitives.ReadInt32BigEndian(line.AsSpan(RowKey.Size + sizeof(int)))), line[^1] == 1);
        }
    }

    private static void Append(ArrayBufferWriter<byte> buffer, RowKey key, int number, int row, byte flag)
    {
        Span<byte> line = buffer.GetSpan(Size)[..Size];
        key.Write(line);
        BinaryPrimitives.WriteInt32BigEndian(line[RowKey.Size..], number);
        BinaryPrimitives.WriteInt32BigEndian(line[(RowKey.Size + sizeof(int))..], row);
        line[^1] = flag;
        buffer.Advance(Size);
    }
}
