using System.Globalization;
using Microsoft.Extensions.Logging;
using Seedream.Core.Outcomes;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;
using Seedream.Core.Telemetry;

namespace Seedream.Core.Collecting;

/// <summary>
/// Copies the files of a finished request into storage. Repeating it is harmless: the same names are written again. Whatever
/// storage itself throws passes through; every other failure is a <see cref="CollectFailedException"/>.
/// </summary>
public sealed class Collector
{
    private const int FilesAtOnce = 4;
    private const int Attempts = 4;
    private const int MostOfUrl = 200;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.5);

    /// <summary>A server that asks to wait longer than this is left to a later collection.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    private readonly FileCopy _copy;
    private readonly OutputUrl _outputUrl;
    private readonly CleanText _clean;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <param name="http">Without authorization and redirects: <see cref="RunComfyRegistration.CreateDownloadHandler"/>.</param>
    /// <param name="options">Allowed hosts and limits.</param>
    /// <param name="time">Times out and waits.</param>
    /// <param name="logger">Gets events 1050–1099.</param>
    public Collector(HttpClient http, RunComfyOptions options, TimeProvider time, ILogger<Collector> logger)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        _copy = new FileCopy(http, options, time);
        _outputUrl = new OutputUrl(options);
        _clean = new CleanText(options.ApiToken);
        _time = time;
        _logger = logger;
    }

    /// <summary>Copies every output file to <c>&lt;prefix&gt;&lt;stem&gt;-&lt;n&gt;.&lt;ext&gt;</c>, n counting from 1 in the order of the output.</summary>
    /// <param name="images">The images container.</param>
    /// <param name="prefix">The batch's folder with its slash, for example <c>summer-1a2b3c4d/</c>.</param>
    /// <param name="stem">The job's name in there, for example <c>00017-a-red-fox</c>.</param>
    /// <param name="result">A successful result.</param>
    /// <param name="refresh">Asks the API for the result again, when its URLs turn out to have expired; used at most once.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<CollectedFiles> CollectAsync(
        IObjectStore images,
        string prefix,
        string stem,
        RequestResult result,
        Func<CancellationToken, Task<RequestResult>> refresh,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentException.ThrowIfNullOrEmpty(stem);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(refresh);
        if (result.OutputUrls.Count == 0)
            throw Failed(new CopyFailedException(CollectCodes.NoOutput, CopyRemedy.Later, "the result names no output file"));

        var fresh = new FreshUrls(refresh);
        var files = new CopiedFile[result.OutputUrls.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = FilesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, files.Length, parallel, async (index, token) =>
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{stem}-{index + 1}");
            await JobSteps.StoreAsync(index + 1, async () => (files[index] = await CopyAsync(images, prefix, name, index, result.OutputUrls[index], fresh, token)).File);
            OutputFile file = files[index].File;
            _logger.FileStored(prefix + file.Name, file.Bytes);
        });
        return new CollectedFiles([.. files.Select(copied => copied.File)]) { Notes = [.. files.SelectMany(copied => copied.Notes.Select(note => $"{copied.File.Name}: {note}"))] };
    }

    private async Task<CopiedFile> CopyAsync(
        IObjectStore images, string prefix, string name, int index, string url, FreshUrls fresh, CancellationToken cancellationToken)
    {
        bool isFresh = false;
        bool tolerant = false;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await _copy.CopyAsync(Checked(url), images, prefix, name, tolerant, cancellationToken);
            }
            catch (CopyFailedException e) when (e.Remedy == CopyRemedy.FreshUrl && !isFresh)
            {
                _logger.UrlRefreshed(e.Code, e.Message);
                url = await FreshUrlAsync(fresh, index, e, cancellationToken);
                isFresh = true;
            }
            catch (CopyFailedException e) when (e.Remedy == CopyRemedy.Again && attempt < Attempts && Wait(e, attempt) is { } wait)
            {
                _logger.CopyRepeated(e.Code, e.Message, wait);
                // What comes again with the same flaw is as the API has it: then it counts whether the picture is whole.
                tolerant |= e.MayBeWhole;
                await Task.Delay(wait, _time, cancellationToken);
            }
            catch (CopyFailedException e)
            {
                throw Failed(e);
            }
        }
    }

    private Uri Checked(string url) =>
        _outputUrl.Check(url, out Uri? allowed) is { } problem
            ? throw new CopyFailedException(CollectCodes.UrlNotAllowed, CopyRemedy.None, $"an output URL is not fetched: {problem}{Named(url)}")
            : allowed!;

    private string Named(string url) =>
        OutputUrl.Parse(url) is { } parsed ? $" ({_clean.Line(Download.Describe(parsed), MostOfUrl)})" : "";

    private async Task<string> FreshUrlAsync(FreshUrls fresh, int index, CopyFailedException expired, CancellationToken cancellationToken)
    {
        RequestResult result;
        try
        {
            result = await fresh.GetAsync(cancellationToken);
        }
        catch (RunComfyException e)
        {
            _logger.CollectFailed(expired.Code, expired.Message);
            throw new CollectFailedException(expired.Code, $"{expired.Message}; asking for a fresh URL: {e.Message}", canRetry: true, e);
        }

        return index < result.OutputUrls.Count
            ? result.OutputUrls[index]
            : throw Failed(new CopyFailedException(CollectCodes.NoOutput, CopyRemedy.Later, $"{expired.Message}; the API now names {result.OutputUrls.Count} files"));
    }

    private static TimeSpan? Wait(CopyFailedException failure, int attempt)
    {
        TimeSpan wait = failure.RetryAfter ?? FirstWait * Math.Pow(2, attempt - 1);
        return wait <= LongestWait ? wait : null;
    }

    private CollectFailedException Failed(CopyFailedException failure)
    {
        _logger.CollectFailed(failure.Code, failure.Message);
        return new CollectFailedException(failure.Code, failure.Message, canRetry: failure.Remedy != CopyRemedy.None, failure);
    }

    /// <summary>The result asked for again, once for all files that need it.</summary>
    private sealed class FreshUrls(Func<CancellationToken, Task<RequestResult>> refresh)
    {
        private readonly Lock _lock = new();
        private Task<RequestResult>? _result;

        public Task<RequestResult> GetAsync(CancellationToken cancellationToken)
        {
            lock (_lock)
                return _result ??= refresh(cancellationToken);
        }
    }
}
