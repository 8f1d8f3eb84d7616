using Seedream.Core.Batches;
using Seedream.Core.Identity;
using Seedream.Local.Apis;
using Seedream.Local.CommandLine;
using Seedream.Local.Configuration;

namespace Seedream.Local.Batches;

/// <summary>A prompt file on this machine that exists and can be read more than once.</summary>
internal sealed class PromptPath
{
    private readonly string _path;

    private PromptPath(string path, long length) => (_path, Length) = (path, length);

    public long Length { get; }

    public string FileName => Path.GetFileName(_path);

    /// <summary>Looks at the path; whatever is wrong with it is said before anything else is done.</summary>
    public static PromptPath Check(string path)
    {
        if (Directory.Exists(path))
            throw Unusable($"'{path}' is a folder; name a prompt file{(Candidates(path).FirstOrDefault() is { } inside ? $", for example {inside}" : "")}");
        if (!File.Exists(path))
            throw Unusable($"there is no file '{path}'{Suggestion(path)}");
        try
        {
            using FileStream file = Open(path);
            return file.CanSeek ? new PromptPath(path, file.Length) : throw Unusable($"'{path}' is not an ordinary file; prompt files are read more than once, so save it to a file first");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable($"'{path}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>The file as a batch may come of it: under its name in the prompts folder where it lies there, else under its real path.</summary>
    public BatchFile ToBatchFile(DataFolder data, ApiKind api)
    {
        string real = RealPath.Of(_path);
        string prompts = RealPath.Of(Path.Combine(data.Path, "prompts")) + Path.DirectorySeparatorChar;
        string name = !data.IsAccount && real.StartsWith(prompts, StringComparison.Ordinal)
            ? FullName.OfContainer(real[prompts.Length..].Replace(Path.DirectorySeparatorChar, '/'))
            : FullName.OfPath(real);
        // What was only simulated is no version of what is made for real.
        return new BatchFile { Open = OpenAsync, Name = FileName, FullName = api == ApiKind.Api ? name : $"simulated:{name}" };
    }

    public Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<Stream>(Open(_path));
    }

    private static FileStream Open(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.ReadWrite | FileShare.Delete,
        Options = FileOptions.SequentialScan,
    });

    private static string Suggestion(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
            return $": there is no folder '{Path.GetDirectoryName(path)}' either";
        string stem = Path.GetFileNameWithoutExtension(path);
        string? near = Candidates(folder).FirstOrDefault(other => Path.GetFileNameWithoutExtension(other).Contains(stem, StringComparison.OrdinalIgnoreCase)
            || stem.Contains(Path.GetFileNameWithoutExtension(other), StringComparison.OrdinalIgnoreCase));
        return near is null ? "" : $"; did you mean '{Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileName(near))}'?";
    }

    private static List<string> Candidates(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file).ToLowerInvariant() is ".csv" or ".tsv" or ".jsonl" or ".ndjson").Order(StringComparer.Ordinal).Take(50).ToList();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static CommandFailedException Unusable(string message, Exception? cause = null) => new(ExitCode.BadInput, message, cause);
}
