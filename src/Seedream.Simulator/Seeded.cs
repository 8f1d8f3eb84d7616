namespace Seedream.Simulator;

/// <summary>Numbers that look random and depend on nothing but the seed and the words given.</summary>
internal static class Seeded
{
    public static ulong Hash(int seed, params ReadOnlySpan<string> words)
    {
        ulong hash = 14695981039346656037UL ^ Mix((uint)seed);
        foreach (string word in words)
        {
            foreach (char c in word) hash = (hash ^ c) * 1099511628211UL;
            hash = Mix(hash ^ 0xFFFF_FFFFUL);
        }
        return Mix(hash);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public static double Unit(int seed, params ReadOnlySpan<string> words) => (Hash(seed, words) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Standard normal, by Box and Muller.</summary>
    public static double Normal(int seed, string word) =>
        Math.Sqrt(-2 * Math.Log(1 - Unit(seed, word, "radius"))) * Math.Cos(2 * Math.PI * Unit(seed, word, "angle"));

    public static void Fill(Span<byte> bytes, ulong state)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (i % 8 == 0) state += 0x9E3779B97F4A7C15UL;
            bytes[i] = (byte)(Mix(state) >> (8 * (i % 8)));
        }
    }

    // The finalizer of SplitMix64.
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
