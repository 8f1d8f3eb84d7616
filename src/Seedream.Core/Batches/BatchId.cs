using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Seedream.Core.Jobs;

namespace Seedream.Core.Batches;

/// <summary>
/// The id of a batch: slug of the file name and a short hash of (name, content, options, run number), so that the same file
/// dropped, delivered or uploaded twice is the same batch, and a deliberate further run is another.
/// </summary>
public static class BatchId
{
    private const int SlugLength = 40;
    private const int HashLength = 10;

    public static string Of(string fileName, string contentSha256, JobDefaults defaults, int run)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        string options = JsonSerializer.Serialize(defaults, BatchesJson.Default.JobDefaults);
        // Lengths first: no two different quadruples make the same text.
        string identity = string.Create(CultureInfo.InvariantCulture, $"{fileName.Length}:{fileName}|{contentSha256}|{options.Length}:{options}|{run}");
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..HashLength];
        return $"{Slug.From(Path.GetFileNameWithoutExtension(fileName), SlugLength, "batch")}-{hash}";
    }
}
