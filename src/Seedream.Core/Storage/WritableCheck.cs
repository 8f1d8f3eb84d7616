namespace Seedream.Core.Storage;

/// <summary>
/// Behind <see cref="IObjectStore.EnsureWritableAsync"/>: asks once for all who come meanwhile, and remembers the answer for a
/// moment.
/// </summary>
/// <param name="ask">Finds out: null when all is well, else what is wrong.</param>
/// <param name="lifetime">How long an answer holds.</param>
/// <param name="time">Where the time comes from.</param>
public sealed class WritableCheck(Func<Task<StorageUnusableException?>> ask, TimeSpan lifetime, TimeProvider time)
{
    private readonly Lock _asking = new();
    private long _askedAt;
    private Task<StorageUnusableException?>? _answer;

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        Task<StorageUnusableException?> current;
        lock (_asking)
        {
            if (_answer is null || (_answer.IsCompleted && time.GetElapsedTime(_askedAt) >= lifetime))
            {
                _askedAt = time.GetTimestamp();
                _answer = ask();
            }

            current = _answer;
        }

        if (await current.WaitAsync(cancellationToken) is { } fault)
            throw new StorageUnusableException(fault.Message, fault.InnerException);
    }
}
