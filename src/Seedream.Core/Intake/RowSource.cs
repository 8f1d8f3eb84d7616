namespace Seedream.Core.Intake;

/// <summary>The rows of a prompt file in one format.</summary>
internal abstract class RowSource : IDisposable
{
    public ColumnMap Columns { get; protected set; } = new();

    /// <summary>The next row, or null after the last. Raises <see cref="UnreadableFileException"/> when reading cannot go on.</summary>
    public abstract ValueTask<PromptRow?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>True for the rows of a <c>failed.csv</c>.</summary>
    public virtual bool IsReport => false;

    public abstract void Dispose();

    /// <summary>
    /// Longest row in bytes: room for a prompt and many other cells at their limits, but not for a file that is one long line.
    /// </summary>
    protected static int MaxRowBytes(IntakeOptions options) =>
        (int)Math.Clamp(3L * options.MaxPromptLength + 3L * 32 * options.MaxCellLength, 1024 * 1024, 64 * 1024 * 1024);
}
