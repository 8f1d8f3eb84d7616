namespace Seedream.Simulator.Http;

/// <summary>Sends bytes in twenty sips spread over a time.</summary>
internal sealed class Drip(TimeSpan time, long bytes, TimeProvider clock)
{
    private const int Sips = 20;

    private readonly int _sip = (int)Math.Max(1, (bytes + Sips - 1) / Sips);
    private int _sent;

    public async Task Write(Stream body, ReadOnlyMemory<byte> piece, CancellationToken cancellation)
    {
        while (piece.Length > 0)
        {
            int now = Math.Min(piece.Length, _sip - _sent);
            await body.WriteAsync(piece[..now], cancellation);
            piece = piece[now..];
            _sent += now;
            if (_sent < _sip) continue;
            _sent = 0;
            await body.FlushAsync(cancellation);
            await Task.Delay(time / Sips, clock, cancellation);
        }
    }
}
