namespace Seedream.Core.Intake;

/// <summary>How many typing slips lie between two short words (insert, delete, replace, swap neighbours).</summary>
internal static class EditDistance
{
    /// <summary>The distance, or <paramref name="limit"/> + 1 where it is larger than that.</summary>
    public static int Within(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int limit)
    {
        if (Math.Abs(left.Length - right.Length) > limit || left.Length > 64 || right.Length > 64)
            return limit + 1;
        Span<int> beforeLast = stackalloc int[65];
        Span<int> last = stackalloc int[65];
        Span<int> current = stackalloc int[65];
        for (int column = 0; column <= right.Length; column++)
            last[column] = column;
        for (int row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (int column = 1; column <= right.Length; column++)
            {
                int cost = left[row - 1] == right[column - 1] ? 0 : 1;
                int best = Math.Min(Math.Min(last[column] + 1, current[column - 1] + 1), last[column - 1] + cost);
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                    best = Math.Min(best, beforeLast[column - 2] + 1);
                current[column] = best;
            }

            Span<int> freed = beforeLast;
            beforeLast = last;
            last = current;
            current = freed;
        }

        return Math.Min(last[right.Length], limit + 1);
    }
}
