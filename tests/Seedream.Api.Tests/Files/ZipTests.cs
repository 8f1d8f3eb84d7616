using System.IO.Compression;
using System.Net;
using Seedream.Api.Files;
using Seedream.Api.Tests.Support;

namespace Seedream.Api.Tests.Files;

public class ZipTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private string Folder => Path.Combine(fixture.Server.Folder, "images", fixture.Batch);

    [Fact]
    public async Task Zip_OfABatch_HasEveryImageInOrderAndNothingElse()
    {
        HttpResponseMessage answer = await fixture.Client.GetAsync($"/api/batches/{fixture.Batch}/images.zip");

        Assert.True(answer.StatusCode == HttpStatusCode.OK, string.Join('\n', fixture.Server.Log.Errors));
        Assert.Equal($"attachment; filename=\"{fixture.Batch}.zip\"", answer.Header("Content-Disposition"));
        using ZipArchive zip = new(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()));
        Assert.Equal(fixture.Images, zip.Entries.Select(entry => entry.FullName));
        Assert.All(zip.Entries, entry =>
        {
            using Stream content = entry.Open();
            using MemoryStream bytes = new();
            content.CopyTo(bytes);
            Assert.Equal(File.ReadAllBytes(Path.Combine(Folder, entry.FullName)), bytes.ToArray());
        });
    }

    [Fact]
    public async Task Zip_WithReports_HasTheGalleryToo()
    {
        byte[] bytes = await fixture.Client.GetByteArrayAsync($"/api/batches/{fixture.Batch}/images.zip?reports=true");

        using ZipArchive zip = new(new MemoryStream(bytes));
        Assert.Equal(Directory.GetFiles(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal), zip.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public async Task Zip_Twice_IsTheSameToTheByte() => Assert.Equal(
        await fixture.Client.GetByteArrayAsync($"/api/batches/{fixture.Batch}/images.zip"),
        await fixture.Client.GetByteArrayAsync($"/api/batches/{fixture.Batch}/images.zip"));

    [Fact]
    public async Task Stream_OfMoreThan65535EntriesAnd4Gigabytes_IsReadBack()
    {
        string path = Path.GetTempFileName();
        try
        {
            await using (FileStream file = new(path, FileMode.Create))
            {
                await using JumpingStream jumping = new(file);
                ZipStream writer = new(jumping);
                await writer.AddAsync("first.png", DateTimeOffset.UnixEpoch, 3, new MemoryStream([1, 2, 3]), CancellationToken.None);
                // A hole in the file: readers see an archive whose later entries lie beyond 4 GB.
                await writer.AddAsync("hole.bin", DateTimeOffset.UtcNow, (4L << 30) + 1, new Zeros((4L << 30) + 1), CancellationToken.None);
                for (int index = 0; index < 66_000; index++)
                    await writer.AddAsync($"{index:D5}-ä.png", new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero), 1, new MemoryStream([(byte)index]), CancellationToken.None);
                await writer.FinishAsync(CancellationToken.None);
            }

            using ZipArchive zip = ZipFile.OpenRead(path);
            Assert.Equal(66_002, zip.Entries.Count);
            Assert.Equal((4L << 30) + 1, zip.GetEntry("hole.bin")!.Length);
            using Stream last = zip.GetEntry("65999-ä.png")!.Open();
            Assert.Equal(unchecked((byte)65_999), last.ReadByte());
            Assert.Equal(-1, last.ReadByte());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed class Zeros(long length) : MemoryStream
    {
        private long _left = length;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = (int)Math.Min(_left, buffer.Length);
            buffer.Span[..read].Clear();
            _left -= read;
            return new ValueTask<int>(read);
        }
    }

    /// <summary>Leaves holes where only zeros are written, so that gigabytes of them cost no disk.</summary>
    private sealed class JumpingStream(FileStream file) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (buffer.Length > 4096 && !buffer.Span.ContainsAnyExcept((byte)0))
                file.Seek(buffer.Length, SeekOrigin.Current);
            else
                await file.WriteAsync(buffer, cancellationToken);
        }
    }
}
