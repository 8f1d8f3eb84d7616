using Seedream.Azure.Storage;
using Seedream.Core.Storage;
using Seedream.Local.CommandLine;

namespace Seedream.Local.Configuration;

/// <summary>Where results and state are: the folder named by --data, or the storage account named by --storage.</summary>
internal sealed class DataFolder(string path, string? account)
{
    public const string AccountKey = "Seedream:Storage:Account";

    /// <summary>The storage account, if one is named; may hold a key.</summary>
    public string? Account { get; } = string.IsNullOrWhiteSpace(account) ? null : account;

    /// <summary>What messages call it; never the account, which may hold a key.</summary>
    public string Shown => IsAccount ? "the storage account" : Path;

    public bool IsAccount => Account is not null;

    /// <summary>As the person wrote it: messages and hints use this.</summary>
    public string Path { get; } = path;

    /// <summary>Opens it, created if missing, and proves that it can be written.</summary>
    public async Task<PipelineStorage> OpenForWritingAsync(CancellationToken cancellationToken)
    {
        PipelineStorage storage = Open();
        await storage.State.EnsureWritableAsync(cancellationToken);
        await storage.Images.EnsureWritableAsync(cancellationToken);
        return storage;
    }

    /// <summary>Opens it if something was ever run there; null otherwise, and nothing is created.</summary>
    public PipelineStorage? OpenExisting() => IsAccount || Directory.Exists(System.IO.Path.Combine(Path, "seedream")) ? Open() : null;

    /// <summary>The path of a batch's file, for a person to open.</summary>
    public string ResultPath(string batch, string name) =>
        IsAccount ? $"images/{batch}/{name}" : System.IO.Path.Combine(Path, "images", batch, name);

    /// <summary>Where the built-in simulator keeps what it knows of a batch.</summary>
    public string SimulatorAccount(string batch) => System.IO.Path.Combine(Path, "simulator", $"{batch}.jsonl");

    /// <summary>Opens it, without asking whether it can be reached.</summary>
    public PipelineStorage Open()
    {
        if (Account is { } named)
        {
            try
            {
                return AzureStorage.Open(named);
            }
            catch (ArgumentException exception)
            {
                throw new CommandFailedException(ExitCode.Usage, $"--storage: {exception.Message.Split(" (Parameter")[0]}", exception);
            }
        }

        if (File.Exists(Path))
            throw new CommandFailedException(ExitCode.StorageUnusable, $"--data '{Path}' is a file; name a folder");
        try
        {
            return FolderStorage.Open(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandFailedException(ExitCode.StorageUnusable, $"the data folder '{Path}' cannot be used: {exception.Message}", exception);
        }
    }
}
