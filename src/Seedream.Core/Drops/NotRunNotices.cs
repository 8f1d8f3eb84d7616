using System.Globalization;
using System.Text.Json;
using Seedream.Core.Batches;
using Seedream.Core.Notifying;
using Seedream.Core.Retention;

namespace Seedream.Core.Drops;

/// <summary>What is told of files that came and were not run.</summary>
internal static class NotRunNotices
{
    /// <summary>Its content is a batch already: <c>seedream.file.already_ran</c>.</summary>
    /// <param name="key">What tells this version of the file from every other.</param>
    /// <param name="file">Its name.</param>
    /// <param name="accepted">The batch.</param>
    /// <param name="at">When.</param>
    public static Notice AlreadyRan(string key, string file, AcceptedBatch accepted, DateTimeOffset at)
    {
        int next = accepted.Batch.Run + 1;
        string reason = string.Create(CultureInfo.InvariantCulture, $"its content is batch {accepted.Batch.Id} already, which came as '{accepted.SameAs}'; nothing is paid again. To make it anew, and pay anew, run it with run number {next}; Seedream:Intake:SameContent = PerName makes every new name anew");
        return Make("already_ran", key, new FileNoticeData { File = file, Batch = accepted.Batch.Id, SameAs = accepted.SameAs, Reason = reason, NextRun = next }, at);
    }

    /// <summary>It is a <c>failed.csv</c> of which nothing is left to be done: <c>seedream.file.already_ran</c>.</summary>
    /// <param name="key">What tells this version of the file from every other.</param>
    /// <param name="file">Its name.</param>
    /// <param name="accepted">The batch whose rows it has.</param>
    /// <param name="at">When.</param>
    public static Notice NothingLeft(string key, string file, AcceptedBatch accepted, DateTimeOffset at) =>
        Make("already_ran", key, new FileNoticeData { File = file, Batch = accepted.Batch.Id, SameAs = accepted.Batch.File, Reason = accepted.Failed!.Text, NextRun = accepted.Batch.Run + 1 }, at);

    /// <summary>Its content ran, or may have run, and was purged: <c>seedream.file.refused</c>.</summary>
    /// <param name="key">What tells this version of the file from every other.</param>
    /// <param name="file">Its name.</param>
    /// <param name="tombstone">What is left of the batch.</param>
    /// <param name="reason">Why it was refused.</param>
    /// <param name="at">When.</param>
    public static Notice Refused(string key, string file, Tombstone tombstone, string reason, DateTimeOffset at) =>
        Make("refused", key, new FileNoticeData { File = file, Batch = tombstone.Batch, SameAs = tombstone.File, Reason = reason, NextRun = tombstone.Run + 1 }, at);

    private static Notice Make(string what, string key, FileNoticeData data, DateTimeOffset at) => new()
    {
        Id = $"file.{key}.{what}",
        Type = $"seedream.file.{what}",
        Subject = data.File,
        Time = at,
        Data = JsonSerializer.SerializeToElement(data, NotifyingJson.Default.FileNoticeData),
    };
}
