using System.Text;
using Seedream.Core.Storage;

namespace Seedream.Chaos.Checking;

/// <summary>The hosts that storage knows of.</summary>
public static class LivingHosts
{
    /// <summary>True when this process is the only one that is there, so that all the dead are forgotten.</summary>
    public static async Task<bool> IsOnlyAsync(IObjectStore state, int process)
    {
        ArgumentNullException.ThrowIfNull(state);
        List<ObjectInfo> found = await state.ListAsync(StateLayout.Hosts, CancellationToken.None).ToListAsync();
        return found.Count == 1
            && await state.TryReadAsync(found[0].Name, CancellationToken.None) is { } stored
            && Encoding.UTF8.GetString(stored.Content.Span).Contains(FormattableString.Invariant($"/{process}/"), StringComparison.Ordinal);
    }
}
