using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Seedream.Core.Jobs;

/// <summary>
/// The id of a job without a batch: <c>job-</c> and 20 hexadecimal digits made from its key, so that the same key is the same
/// job. Batch ids end in ten digits, so the two never clash.
/// </summary>
public static partial class JobId
{
    private const int Digits = 20;

    public static string From(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return $"job-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..Digits]}";
    }

    /// <summary>True for the id of a single job, false for that of a batch.</summary>
    public static bool IsJob(string? id) => id is not null && IsJob(id.AsSpan());

    /// <inheritdoc cref="IsJob(string)"/>
    public static bool IsJob(ReadOnlySpan<char> id) => Form().IsMatch(id);

    [GeneratedRegex(@"\Ajob-[0-9a-f]{20}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
