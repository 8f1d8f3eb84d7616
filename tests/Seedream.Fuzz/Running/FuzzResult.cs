using System.Globalization;

namespace Seedream.Fuzz.Running;

/// <summary>What a run came to.</summary>
internal sealed record FuzzResult(string Target, long Cases, long Failed, TimeSpan Elapsed, long MostAllocated, IReadOnlyList<FuzzFailure> Failures)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Target,-14} {Cases,12:N0} cases {Cases / Math.Max(Elapsed.TotalSeconds, 0.001),10:N0} a second {Elapsed.TotalSeconds,8:0.0} s  most allocated by one {MostAllocated / 1024,8:N0} KB  failed {Failed:N0}");
}
