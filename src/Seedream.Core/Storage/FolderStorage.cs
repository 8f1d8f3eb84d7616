namespace Seedream.Core.Storage;

/// <summary>The pipeline's storage as three folders of one data folder.</summary>
public static class FolderStorage
{
    /// <summary>
    /// Opens (and creates) <c>prompts/</c>, <c>images/</c> and <c>seedream/</c> under the path. Raises
    /// <see cref="StorageUnusableException"/> when it cannot.
    /// </summary>
    public static PipelineStorage Open(string path, FolderStoreOptions? options = null)
    {
        options ??= new FolderStoreOptions();
        return new PipelineStorage(
            new FolderStore(Path.Combine(path, "prompts"), options),
            new FolderStore(Path.Combine(path, "images"), options),
            new FolderStore(Path.Combine(path, "seedream"), options with { MayBeLost = StateLayout.IsProgress, FlushedLater = StateLayout.IsOutcomeOfBatch, Grows = StateLayout.IsJobRecord, EmptyCounts = StateLayout.IsLedgerRecord, ShutsOutOlderReleases = true }));
    }
}
