using System.Net;
using System.Net.Http.Headers;
using Seedream.Core.RunComfy;

namespace Seedream.Core.Collecting;

/// <summary>
/// One HTTP transfer being read: turns everything the network can do into <see cref="CopyFailedException"/>, so that what
/// storage throws stays distinguishable from it.
/// </summary>
internal sealed class Download : IAsyncDisposable
{
    private static readonly StringWithQualityHeaderValue Identity = new("identity");
    private static readonly ProductInfoHeaderValue Product = new("seedream-functions", "0.1");

    private readonly RunComfyOptions _options;
    private readonly string _what;
    private readonly CancellationToken _callerToken;
    private readonly CancellationTokenSource _overall;
    private readonly CancellationTokenSource _idle;
    private readonly CancellationTokenSource _linked;
    private HttpResponseMessage? _response;
    private Stream _stream = Stream.Null;
    private CountedBody? _body;
    private readonly List<string> _notes = [];
    private long _received;

    private Download(Uri url, RunComfyOptions options, TimeProvider time, CancellationToken callerToken)
    {
        _options = options;
        _what = Describe(url);
        _callerToken = callerToken;
        _overall = new CancellationTokenSource(options.DownloadTimeout, time);
        _idle = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(callerToken, _overall.Token, _idle.Token);
    }

    /// <summary>Without a byte for so long, a transfer counts as dead.</summary>
    public static TimeSpan IdleTimeout { get; } = TimeSpan.FromSeconds(30);

    /// <summary>What is odd about how the file came, in words; it is read all the same.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The server says that it is a part, though perhaps one that is the whole file.</summary>
    public bool IsPartial => _response?.StatusCode == HttpStatusCode.PartialContent;

    /// <summary>Without parameters, lower case.</summary>
    public string? ContentType => _response?.Content.Headers.ContentType?.MediaType?.ToLowerInvariant();

    /// <summary>Without the query, which may be a signature.</summary>
    public static string Describe(Uri url)
    {
        string text = url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        return text.Length <= 200 ? text : string.Concat(text.AsSpan(0, 199), "…");
    }

    public static async Task<Download> OpenAsync(HttpClient http, Uri url, RunComfyOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var download = new Download(url, options, time, cancellationToken);
        try
        {
            await download.StartAsync(http, url, time);
            return download;
        }
        catch
        {
            await download.DisposeAsync();
            throw;
        }
    }

    /// <summary>Fills the buffer; less than that only at the end.</summary>
    public async Task<int> FillAsync(Memory<byte> buffer)
    {
        int filled = 0;
        try
        {
            while (filled < buffer.Length)
            {
                _idle.CancelAfter(IdleTimeout);
                int read = await _stream.ReadAsync(buffer[filled..], _linked.Token);
                if (read == 0)
                    break;
                filled += read;
            }

            // A slow storage must not make the network look dead.
            _idle.CancelAfter(Timeout.InfiniteTimeSpan);
        }
        catch (Exception e)
        {
            throw Broken(e);
        }

        _received += filled;
        if (_received > _options.MaxFileBytes)
            throw TooLarge(_received);
        if (filled < buffer.Length && await EndAsync() && _response!.Content.Headers.ContentLength is { } announced && _body!.Received != announced)
            throw new CopyFailedException(CollectCodes.Truncated, CopyRemedy.Again, $"{_what}: {_body.Received} of {announced} bytes came");
        return filled;
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _response?.Dispose();
        _linked.Dispose();
        _idle.Dispose();
        _overall.Dispose();
    }

    // What was packed may be over before its transfer is.
    private async Task<bool> EndAsync()
    {
        if (_body!.HasEnded || ReferenceEquals(_stream, _body))
            return true;
        byte[] rest = new byte[1024];
        try
        {
            _idle.CancelAfter(IdleTimeout);
            while (await _body.ReadAsync(rest, _linked.Token) > 0 && _body.Received <= _options.MaxFileBytes)
            {
            }

            _idle.CancelAfter(Timeout.InfiniteTimeSpan);
        }
        catch (Exception e)
        {
            throw Broken(e);
        }

        return _body.HasEnded;
    }

    private async Task StartAsync(HttpClient http, Uri url, TimeProvider time)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.AcceptEncoding.Add(Identity);
        request.Headers.UserAgent.Add(Product);
        try
        {
            _idle.CancelAfter(IdleTimeout);
            _response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _linked.Token);
        }
        catch (Exception e)
        {
            throw Broken(e);
        }

        if (Refusal(_response) is { } refusal)
            throw new CopyFailedException(refusal.Code, refusal.Remedy, $"{_what}: HTTP {(int)_response.StatusCode}") { RetryAfter = RetryAfterHeader.Read(_response.Headers, time.GetUtcNow()) };
        if (_response.Content.Headers.ContentLength > _options.MaxFileBytes)
            throw TooLarge(_response.Content.Headers.ContentLength.Value);
        try
        {
            _body = new CountedBody(await _response.Content.ReadAsStreamAsync(_linked.Token));
            _stream = _body;
            (_stream, string? packed) = await ContentDecoding.OpenAsync(_body, _response.Content.Headers.ContentEncoding, _linked.Token);
            if (packed is not null)
                _notes.Add(packed);
            if (_response.StatusCode != HttpStatusCode.OK)
                _notes.Add($"it came with HTTP {(int)_response.StatusCode}");
        }
        catch (Exception e)
        {
            throw Broken(e);
        }
    }

    private static (string Code, CopyRemedy Remedy)? Refusal(HttpResponseMessage response) => (int)response.StatusCode switch
    {
        // 201, 203: unusual for a file, and one all the same; its structure is checked as ever.
        200 or 201 or 203 => null,
        206 when IsWhole(response.Content.Headers.ContentRange) => null,
        >= 300 and <= 399 => (CollectCodes.Redirected, CopyRemedy.Later),
        408 or 425 or 429 or >= 500 => (CollectCodes.Unavailable, CopyRemedy.Again),
        // Stores answer 400 as well as 401, 403, 404 and 410 for a signature that has run out.
        >= 400 => (CollectCodes.Refused, CopyRemedy.FreshUrl),
        // 204, 206, …: no whole file.
        _ => (CollectCodes.Truncated, CopyRemedy.Again),
    };

    // Without a length, the structure of the file tells.
    private static bool IsWhole(ContentRangeHeaderValue? range) =>
        range is null || (range.From is null or 0 && (range.Length is not { } length || range.To is null || range.To + 1 == length));

    private CopyFailedException TooLarge(long bytes) =>
        new(CollectCodes.TooLarge, CopyRemedy.None, $"{_what}: {bytes} bytes or more, the limit is {_options.MaxFileBytes}");

    private Exception Broken(Exception cause)
    {
        if (_callerToken.IsCancellationRequested)
            return new OperationCanceledException("The copy was cancelled.", cause, _callerToken);
        if (_overall.IsCancellationRequested)
            return new CopyFailedException(CollectCodes.TimedOut, CopyRemedy.Later, $"{_what}: not complete after {_options.DownloadTimeout}", cause);
        if (_idle.IsCancellationRequested)
            return new CopyFailedException(CollectCodes.TimedOut, CopyRemedy.Again, $"{_what}: no byte for {IdleTimeout}", cause);
        if (cause is CopyFailedException)
            return cause;
        if (cause is InvalidDataException && _body is not null && !ReferenceEquals(_stream, _body))
            return new CopyFailedException(CollectCodes.Damaged, CopyRemedy.Again, $"{_what}: it cannot be unpacked: {cause.Message}", cause);
        for (Exception? inner = cause; inner is not null; inner = inner.InnerException)
        {
            if (inner is AddressRefusedException)
                return new CopyFailedException(CollectCodes.AddressNotPublic, CopyRemedy.None, $"{_what}: {inner.Message}", cause);
            if (inner is HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } && _response is not null)
                return new CopyFailedException(CollectCodes.Truncated, CopyRemedy.Again, $"{_what}: the transfer ended early", cause);
        }

        return new CopyFailedException(CollectCodes.Unavailable, CopyRemedy.Again, $"{_what}: {cause.GetBaseException().Message}", cause);
    }
}
