namespace Seedream.Core.RunComfy;

/// <summary>
/// A body that should be small, read without trusting that it is. What is large after all (a result may repeat its whole input)
/// is held by one answer of the process at a time, so that memory stays bounded.
/// </summary>
internal sealed class LimitedBody : IDisposable
{
    /// <summary>More than nearly any answer of the API needs, in bytes.</summary>
    public const int Usual = 1024 * 1024;

    /// <summary>The vendor's clients send up to 64 MiB of input, which a result may repeat.</summary>
    public const int Largest = 64 * 1024 * 1024;

    private static readonly SemaphoreSlim OneLarge = new(1, 1);
    private bool _isLarge;

    private LimitedBody()
    {
    }

    public static LimitedBody Empty { get; } = new();

    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>There was more than the limit.</summary>
    public bool Cut { get; private set; }

    /// <summary>Reads at most so many bytes.</summary>
    public static async Task<LimitedBody> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        LimitedBody body = new();
        try
        {
            await body.FillAsync(content, limit, cancellationToken);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Bytes = default;
        if (_isLarge)
            OneLarge.Release();
        _isLarge = false;
    }

    private async Task FillAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        await using Stream stream = await content.ReadAsStreamAsync(cancellationToken);
        byte[] buffer = new byte[4096];
        int length = 0;
        while (true)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                break;
            length += read;
            if (length > limit)
            {
                (length, Cut) = (limit, true);
                break;
            }

            if (length == buffer.Length)
            {
                if (length >= Usual && !_isLarge)
                {
                    await OneLarge.WaitAsync(cancellationToken);
                    _isLarge = true;
                }

                Array.Resize(ref buffer, Math.Min(buffer.Length * 4, limit + 1));
            }
        }

        Bytes = buffer.AsMemory(0, length);
    }
}
