namespace Seedream.Core.RunComfy;

/// <summary>Reads a body that should be small, without trusting that it is.</summary>
internal static class LimitedBody
{
    /// <summary>More than any answer of the API needs.</summary>
    public const int Limit = 1024 * 1024;

    /// <summary>The first <see cref="Limit"/> bytes, and whether there were more.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, bool Cut)> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using Stream stream = await content.ReadAsStreamAsync(cancellationToken);
        byte[] buffer = new byte[4096];
        int length = 0;
        while (true)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                return (buffer.AsMemory(0, length), false);
            length += read;
            if (length > Limit)
                return (buffer.AsMemory(0, Limit), true);
            if (length == buffer.Length)
                Array.Resize(ref buffer, Math.Min(buffer.Length * 4, Limit + 1));
        }
    }
}
