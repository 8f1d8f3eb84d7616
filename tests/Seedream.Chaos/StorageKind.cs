namespace Seedream.Chaos;

/// <summary>Where the pipeline keeps its state during a campaign.</summary>
public enum StorageKind
{
    /// <summary>A data folder on a small disk of its own (tmpfs) where that can be mounted.</summary>
    Folders,

    /// <summary>The storage emulator Azurite, blobs and queues.</summary>
    Azurite,
}
