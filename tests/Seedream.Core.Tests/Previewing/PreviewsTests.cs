using Microsoft.Extensions.Logging.Abstractions;
using Seedream.Core.Previewing;
using Seedream.Core.Storage;
using Seedream.Core.Tests.Support;

namespace Seedream.Core.Tests.Previewing;

public class PreviewsTests
{
    private const string Batch = "posters-0123456789";
    private const string Image = "00001-a-red-fox-1.png";
    private readonly PipelineStorage _storage = new(new MemoryObjectStore(), new MemoryObjectStore(), new MemoryObjectStore());

    [Fact]
    public async Task Get_AskedTwentyTimesAtOnce_IsMadeOnceAndKept()
    {
        await PutAsync(TestPng.Write(900, 700, color: 2, depth: 8, (x, y) => [x, y, x ^ y]));
        using Previews previews = new(_storage, NullLogger<Previews>.Instance);

        ReadOnlyMemory<byte>?[] made = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => previews.GetAsync(Batch, Image, "v1", CancellationToken.None)));

        Assert.All(made, preview => Assert.Equal(made[0]!.Value.ToArray(), preview!.Value.ToArray()));
        Assert.Equal(640, JpegWidth(made[0]!.Value.Span));
        // The image may go: its preview is there, and is that of this version alone.
        await _storage.Images.DeleteAsync($"{Batch}/{Image}", CancellationToken.None);
        Assert.NotNull(await previews.FindAsync(Batch, Image, "v1", CancellationToken.None));
        Assert.Null(await previews.FindAsync(Batch, Image, "v2", CancellationToken.None));
        Assert.Null(await previews.GetAsync(Batch, Image, "v2", CancellationToken.None));
    }

    [Fact]
    public async Task Get_OfWhatCannotBeDecoded_IsNone()
    {
        await PutAsync([.. Enumerable.Range(0, 1000).Select(i => (byte)i)]);
        using Previews previews = new(_storage, NullLogger<Previews>.Instance);

        Assert.Null(await previews.GetAsync(Batch, Image, "v1", CancellationToken.None));
        Assert.Null(await previews.GetAsync(Batch, Image, "v1", CancellationToken.None));
        Assert.Null(await previews.FindAsync(Batch, Image, "v1", CancellationToken.None));
    }

    private Task PutAsync(byte[] image) => _storage.Images.PutAsync($"{Batch}/{Image}", image, "image/png", CancellationToken.None);

    private static int JpegWidth(ReadOnlySpan<byte> jpeg)
    {
        int frame = jpeg.IndexOf([(byte)0xFF, (byte)0xC0]);
        return (jpeg[frame + 7] << 8) | jpeg[frame + 8];
    }
}
