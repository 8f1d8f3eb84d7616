using System.IO.Compression;
using System.IO.Pipelines;

namespace Seedream.Core.Collecting;

/// <summary>
/// Unpacks the pixels of a PNG while they stream by, in constant memory, and keeps nothing but their number: tells whether the
/// picture is whole. Only files with a flaw are looked into like that.
/// </summary>
internal sealed class PngPixels : IAsyncDisposable
{
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 256 * 1024, resumeWriterThreshold: 128 * 1024, useSynchronizationContext: false));
    private readonly Task<long> _unpacking;
    private double _wanted = double.MaxValue;
    private long _found;

    public PngPixels() => _unpacking = Task.Run(UnpackAsync);

    /// <summary>True once <see cref="CompleteAsync"/> has found every pixel.</summary>
    public bool AreWhole => _found >= _wanted;

    /// <summary>What the header says.</summary>
    public void Begin(int width, int height, byte depth, byte colour, bool isInterlaced)
    {
        int channels = colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        int bits = depth * channels;
        double wanted = isInterlaced
            ? Passes.Sum(pass => Bytes(Steps(width, pass.X, pass.AcrossStep), Steps(height, pass.Y, pass.DownStep), bits))
            : Bytes(width, height, bits);
        Volatile.Write(ref _wanted, wanted);
    }

    /// <summary>Packed pixels.</summary>
    public void Append(ReadOnlySpan<byte> packed)
    {
        packed.CopyTo(_pipe.Writer.GetSpan(packed.Length));
        _pipe.Writer.Advance(packed.Length);
    }

    /// <summary>Waits until there is room for more.</summary>
    public async Task FlushAsync() => await _pipe.Writer.FlushAsync();

    /// <summary>Nothing more comes.</summary>
    public async Task CompleteAsync()
    {
        await _pipe.Writer.CompleteAsync();
        _found = await _unpacking;
    }

    public async ValueTask DisposeAsync()
    {
        await _pipe.Writer.CompleteAsync();
        await _unpacking;
    }

    private static IReadOnlyList<(int X, int Y, int AcrossStep, int DownStep)> Passes { get; } =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    private static long Steps(int size, int from, int step) => size <= from ? 0 : (size - from + step - 1) / step;

    // As a number that cannot overflow, since the header may say anything; exact for every picture that fits a file.
    private static double Bytes(long width, long height, int bits) => width == 0 ? 0 : (double)height * (1 + (((width * bits) + 7) / 8));

    private async Task<long> UnpackAsync()
    {
        long found = 0;
        try
        {
            await using ZLibStream unpacked = new(_pipe.Reader.AsStream(leaveOpen: true), CompressionMode.Decompress);
            byte[] buffer = new byte[16 * 1024];
            while (found < Volatile.Read(ref _wanted) && await unpacked.ReadAsync(buffer) is var read and > 0)
                found += read;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            // What was unpacked until here counts.
        }

        // Whatever else comes is not waited for.
        await _pipe.Reader.CompleteAsync();
        return found;
    }
}
