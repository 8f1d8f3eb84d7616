namespace Seedream.Core.Storage;

/// <summary>
/// The objects of a listing that were written last, newest first. A listing knows no such order, so all of it is walked through
/// (one request per 5,000 objects on Azure); memory is that of the page.
/// </summary>
public static class NewestObjects
{
    /// <summary>The newest objects behind a place in this order.</summary>
    /// <param name="store">Where they are.</param>
    /// <param name="prefix">What their names start with.</param>
    /// <param name="isWanted">Which of them count.</param>
    /// <param name="behind">The last object of the page before; null for the first page.</param>
    /// <param name="most">Objects wanted at most.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public static async Task<IReadOnlyList<ObjectInfo>> ListAsync(
        IObjectStore store, string prefix, Func<ObjectInfo, bool> isWanted, (long Ticks, string Name)? behind, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(isWanted);
        // The oldest of those kept comes out first.
        PriorityQueue<ObjectInfo, (long Ticks, string Name)> kept = new(Comparer<(long Ticks, string Name)>.Create(Compare));
        await foreach (ObjectInfo found in store.ListAsync(prefix, cancellationToken))
        {
            (long Ticks, string Name) place = (found.LastModified.UtcTicks, found.Name);
            if ((behind is { } last && Compare(place, last) >= 0) || !isWanted(found))
                continue;
            if (kept.Count < most)
                kept.Enqueue(found, place);
            else
                kept.EnqueueDequeue(found, place);
        }

        ObjectInfo[] newest = new ObjectInfo[kept.Count];
        for (int i = newest.Length - 1; i >= 0; i--)
            newest[i] = kept.Dequeue();
        return newest;
    }

    private static int Compare((long Ticks, string Name) one, (long Ticks, string Name) other)
    {
        int byTime = one.Ticks.CompareTo(other.Ticks);
        return byTime != 0 ? byTime : string.CompareOrdinal(other.Name, one.Name);
    }
}
