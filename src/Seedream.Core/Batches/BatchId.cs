using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Seedream.Core.Identity;
using Seedream.Core.Jobs;

namespace Seedream.Core.Batches;

/// <summary>
/// The id of a batch: slug of the name its file had first, and a short hash of its content. Ids never change once they are in
/// storage; which batch a file belongs to is decided by its content alone.
/// </summary>
public static class BatchId
{
    private const int SlugLength = 40;
    private const int HashLength = 10;

    public static string Of(string fileName, ContentIdentity content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Make(fileName, $"b2|{content.Full}|{content.Asked}");
    }

    /// <summary>The id of a file that was rejected as a whole, so that nothing can be said of its rows.</summary>
    public static string OfRejected(string fileName, string contentSha256, int run) =>
        Make(fileName, string.Create(CultureInfo.InvariantCulture, $"b2-rejected|{contentSha256}|{run}"));

    /// <summary>
    /// The id that release 1 gave a file: a hash of (name, bytes, options, run number). Batches and tombstones of that release
    /// are found by it.
    /// </summary>
    public static string OfRelease1(string fileName, string contentSha256, JobDefaults defaults, int run)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        string options = JsonSerializer.Serialize(defaults, BatchesJson.Default.JobDefaults);
        // Lengths first: no two different quadruples make the same text.
        return Make(fileName, string.Create(CultureInfo.InvariantCulture, $"{fileName.Length}:{fileName}|{contentSha256}|{options.Length}:{options}|{run}"));
    }

    private static string Make(string fileName, string identity)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..HashLength];
        return $"{Slug.From(Path.GetFileNameWithoutExtension(fileName), SlugLength, "batch")}-{hash}";
    }
}
