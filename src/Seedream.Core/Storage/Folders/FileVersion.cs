using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Seedream.Core.Storage.Folders;

/// <summary>
/// The version of a small object: a hash of its content and the moment it was written. The hash alone would call A → B → A
/// unchanged; the moment, stamped on the file at 100 ns and never twice the same by one process, tells those apart. Where a
/// file system keeps coarser times the hash still guarantees that a replace-if-match replaces exactly the bytes its caller
/// saw, which is harmless as long as the content says everything, and ours does. Files never change once visible, so content
/// and moment read through one handle belong together.
/// </summary>
internal static class FileVersion
{
    private static long lastStamp;

    public static string Of(ReadOnlySpan<byte> content, SafeFileHandle file) => Of(content, File.GetLastWriteTimeUtc(file));

    public static string Of(ReadOnlySpan<byte> content, DateTime written) =>
        string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}-{written.Ticks:x}");

    /// <summary>Marks the file as written now, later than anything this process marked before.</summary>
    public static void Stamp(SafeFileHandle file)
    {
        long previous, next;
        do
        {
            previous = Volatile.Read(ref lastStamp);
            next = Math.Max(previous + 1, DateTime.UtcNow.Ticks);
        }
        while (Interlocked.CompareExchange(ref lastStamp, next, previous) != previous);
        File.SetLastWriteTimeUtc(file, new DateTime(next, DateTimeKind.Utc));
    }
}
