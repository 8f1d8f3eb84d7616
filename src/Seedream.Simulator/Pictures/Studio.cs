using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Seedream.Simulator.Contract;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Pictures;

/// <summary>Makes the image files. The same options, request id and index always give the same bytes.</summary>
public sealed class Studio(SimulatorOptions options)
{
    private static readonly PixelSize Tiny = new(64, 48);

    /// <summary>The file for one image of a submission; <paramref name="index"/> counts from 0.</summary>
    public PictureFile Draw(Submission submission, int index)
    {
        ArgumentNullException.ThrowIfNull(submission);
        GenerationInput input = submission.Input;
        return Draw(new PictureFacts(submission.RequestId, submission.Marker, input.Prompt, HashOf(input.Prompt), index, submission.Delivered), input);
    }

    private PictureFile Draw(PictureFacts facts, GenerationInput input)
    {
        if (input.Seconds > 0) return VideoWriter.Write(facts);
        PixelSize size = options.TinyImages ? Tiny : PixelSize.Of(input.Resolution, input.Prompt);
        ulong look = Seeded.Hash(options.Seed, "look", facts.PromptHash, facts.Index.ToString(CultureInfo.InvariantCulture));
        Canvas canvas = Scene.Paint(size.Width, size.Height, look);
        Caption.For(facts).WriteOn(canvas);
        PictureCore core = input.IsJpeg ? JpegWriter.Write(canvas, facts) : PngWriter.Write(canvas, facts);
        return new PictureFile(core, input.IsJpeg, options.ImageBytes ?? (options.TinyImages ? 0 : Realistic(facts, input)));
    }

    private long Realistic(PictureFacts facts, GenerationInput input)
    {
        (double from, double to) = input.IsThreeK ? (10.0, 16.0) : (5.0, 8.0);
        double megabytes = from + ((to - from) * Seeded.Unit(options.Seed, "size", facts.PromptHash, facts.Index.ToString(CultureInfo.InvariantCulture)));
        return (long)(megabytes * 1_000_000 / (input.IsJpeg ? 10 : 1));
    }

    private static string HashOf(string prompt) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(prompt)))[..16];
}
