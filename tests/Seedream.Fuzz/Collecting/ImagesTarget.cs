using Seedream.Core.Collecting;
using Seedream.Fuzz.Generation;
using Seedream.Fuzz.Running;

namespace Seedream.Fuzz.Collecting;

/// <summary>What the API's file servers send: whole images, images cut off or damaged, and anything else, in pieces of any size.</summary>
internal sealed class ImagesTarget : IFuzzTarget
{
    public string Name => "images";

    public long MostAllocated(long inputBytes) => 40_000 + (40 * inputBytes);

    public Task RunAsync(FuzzCase fuzz)
    {
        Dice dice = fuzz.Dice;
        int kind = dice.Below(5);
        (int width, int height) = (dice.Between(1, 5000), dice.Between(1, 5000));
        byte[] whole = kind switch
        {
            0 => ImageGrammar.Png(dice, width, height),
            1 => ImageGrammar.Jpeg(dice, width, height),
            2 => ImageGrammar.Gif(dice, width, height),
            3 => ImageGrammar.WebP(dice, width, height),
            _ => Noise(dice),
        };
        switch (dice.Below(4))
        {
            case 0 when kind < 4:
                Look sound = Inspect(fuzz, whole, declared: null);
                Expect.Equal(new Look(null, width, height), sound, "a sound image");
                break;
            case 1 when kind < 4:
                Look cut = Inspect(fuzz, whole[..dice.Below(whole.Length)], declared: null);
                // The last byte of a GIF's data may happen to look like its end.
                Expect.That(kind == 2 || cut.Fault is not null, "an image that is cut off passes for whole");
                break;
            default:
                // What is declared a video and is no text is kept as it is, since it was paid for.
                Inspect(fuzz, Mutation.Always(dice, whole, dice.Between(1, 4)), dice.OneIn(3) ? dice.Of<string>("image/png", "video/mp4", "video/x", "text/html", "VIDEO/", Words.Text(dice)) : null);
                break;
        }

        return Task.CompletedTask;
    }

    private static Look Inspect(FuzzCase fuzz, byte[] image, string? declared)
    {
        fuzz.Input("image", image);
        Dice dice = fuzz.Dice;
        MediaFormat? format = FormatDetection.Detect(image.AsSpan(0, Math.Min(image.Length, FormatDetection.HeadLength)), declared);
        if (format is null)
            return new Look("no image", null, null);
        Look atOnce = Follow(format, image, image.Length + 1, dice);
        Look inPieces = Follow(format, image, dice.Between(1, 40), dice);
        Expect.Equal(atOnce, inPieces, $"{format.Extension} in pieces");
        return atOnce;
    }

    private static Look Follow(MediaFormat format, byte[] image, int most, Dice dice)
    {
        StreamingImageInspector inspector = StreamingImageInspector.For(format);
        for (int at = 0; at < image.Length;)
        {
            int length = Math.Min(most > image.Length ? most : dice.Between(1, most), image.Length - at);
            inspector.Append(image.AsSpan(at, length));
            at += length;
            if (inspector.Fault is not null)
                break;
        }

        inspector.Complete();
        Expect.IsMessage(inspector.Fault, "the fault", 200);
        Expect.That(inspector.Width is null or > 0 && inspector.Height is null or > 0, $"{inspector.Width} x {inspector.Height} pixels");
        Expect.Equal(inspector.Width is null, inspector.Height is null, "both sides or none");
        return new Look(inspector.Fault, inspector.Fault is null ? inspector.Width : null, inspector.Fault is null ? inspector.Height : null);
    }

    private static byte[] Noise(Dice dice)
    {
        byte[] noise = new byte[dice.Size(200)];
        dice.Fill(noise);
        byte[] start = dice.Of<byte[]>([], [0xFF, 0xD8, 0xFF], [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], [.. "GIF89a"u8], [.. "RIFF\0\0\0\0WEBPVP8 "u8], [0, 0, 0, 24, .. "ftypisom"u8], [.. "<html>"u8]);
        return [.. start, .. noise];
    }

    private sealed record Look(string? Fault, int? Width, int? Height);
}
