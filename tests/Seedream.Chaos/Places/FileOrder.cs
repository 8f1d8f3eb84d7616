namespace Seedream.Chaos.Places;

/// <summary>A prompt file that was handed over, and how often somebody asked for its rows.</summary>
internal sealed class FileOrder(string name, int rows)
{
    private int _asks = 1;

    public string Name => name;

    public int Rows => rows;

    /// <summary>Once, and once more for each retry that was asked for; a row may be paid so often at most.</summary>
    public int Asks => _asks;

    public void AskAgain() => Interlocked.Increment(ref _asks);
}
