using System.Buffers;
using System.Security.Cryptography;
using Seedream.Core.Outcomes;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;

namespace Seedream.Core.Collecting;

/// <summary>
/// One attempt to copy one file into storage in constant memory. The three costs overlap: while one buffer is written and
/// looked at, the next is received. Nothing becomes visible unless every check passed.
/// </summary>
internal sealed class FileCopy(HttpClient http, RunComfyOptions options, TimeProvider time)
{
    private const int BufferSize = 64 * 1024;

    private readonly CleanText _clean = new(options.ApiToken);

    /// <param name="url">Checked by <see cref="OutputUrl"/>.</param>
    /// <param name="images">Where to.</param>
    /// <param name="prefix">Folder of the batch in there.</param>
    /// <param name="name">File name without extension, which the bytes decide.</param>
    /// <param name="tolerant">Keeps a file with a flaw that leaves its picture whole, with a note.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<CopiedFile> CopyAsync(Uri url, IObjectStore images, string prefix, string name, bool tolerant, CancellationToken cancellationToken)
    {
        byte[] front = ArrayPool<byte>.Shared.Rent(BufferSize);
        byte[] back = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await using Download download = await Download.OpenAsync(http, url, options, time, cancellationToken);
            int length = await download.FillAsync(front.AsMemory(0, BufferSize));
            MediaFormat format = FormatDetection.Detect(front.AsSpan(0, Math.Min(length, FormatDetection.HeadLength)), download.ContentType)
                ?? throw new CopyFailedException(download.IsPartial ? CollectCodes.Truncated : CollectCodes.NotMedia, CopyRemedy.Again, $"{Download.Describe(url)}: {length} bytes or more of type '{Printable(download.ContentType)}' that are no image or video");

            await using ObjectWriter writer = await images.CreateWriterAsync($"{prefix}{name}{format.Extension}", format.ContentType, cancellationToken);
            await using PngPixels? pixels = tolerant && format == MediaFormat.Png ? new PngPixels() : null;
            StreamingImageInspector inspector = tolerant ? StreamingImageInspector.Tolerant(format, pixels) : StreamingImageInspector.For(format);
            using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long total = 0;
            while (length > 0)
            {
                total += length;
                // A short buffer is the last one.
                Task<int> next = length < BufferSize ? Task.FromResult(0) : download.FillAsync(back.AsMemory(0, BufferSize));
                Task write = WriteAsync(writer.Stream, front.AsMemory(0, length), cancellationToken);
                sha256.AppendData(front, 0, length);
                inspector.Append(front.AsSpan(0, length));
                if (pixels is not null)
                    await pixels.FlushAsync();
                // Both are over before a buffer is reused or given back, whichever fails.
                await Task.WhenAll(write, next);
                length = await next;
                (front, back) = (back, front);
                if (inspector.Fault is not null)
                    break;
            }

            if (pixels is not null)
                await pixels.CompleteAsync();
            inspector.Complete();
            if (inspector.Fault is { } fault)
                throw new CopyFailedException(CollectCodes.Damaged, CopyRemedy.Again, $"{Download.Describe(url)}: the image is damaged: {fault}") { MayBeWhole = inspector.MayBeWhole };
            await writer.CommitAsync(cancellationToken);
            OutputFile file = new()
            {
                Name = name + format.Extension,
                ContentType = format.ContentType,
                Bytes = total,
                Width = inspector.Width,
                Height = inspector.Height,
                Sha256 = Convert.ToHexStringLower(sha256.GetHashAndReset()),
            };
            return new CopiedFile(file, [.. download.Notes, .. inspector.Flaws.Select(flaw => $"the file is flawed, its picture is whole: {flaw}")]);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(front);
            ArrayPool<byte>.Shared.Return(back);
        }
    }

    // Async, so that what a store throws at once waits for the transfer as well.
    private static async Task WriteAsync(Stream stream, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        await stream.WriteAsync(bytes, cancellationToken);

    private string Printable(string? type) => _clean.Line(type, 100) ?? "unknown";
}
