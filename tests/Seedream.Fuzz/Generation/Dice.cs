namespace Seedream.Fuzz.Generation;

/// <summary>
/// The chance of one case: the same seed, target and number always give the same throws, on every machine, so that a case can
/// be run again alone. xoshiro256** started by SplitMix64 (Blackman and Vigna, public domain).
/// </summary>
internal sealed class Dice
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public Dice(ulong seed, string target, long number)
    {
        ulong state = seed;
        foreach (char c in target)
            state = Mix(ref state) ^ c;
        state ^= (ulong)number * 0x9E3779B97F4A7C15;
        _a = Mix(ref state);
        _b = Mix(ref state);
        _c = Mix(ref state);
        _d = Mix(ref state);
    }

    public ulong Next()
    {
        ulong result = ulong.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>0 or more, less than <paramref name="end"/>.</summary>
    public int Below(int end) => (int)((Next() >> 32) * (uint)end >> 32);

    /// <summary>Both ends included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool OneIn(int chances) => Below(chances) == 0;

    public byte Byte() => (byte)(Next() >> 56);

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    /// <summary>Mostly small, seldom as large as <paramref name="most"/>: each doubling is half as likely.</summary>
    public int Size(int most)
    {
        int limit = 2;
        while (limit < most && OneIn(2))
            limit *= 2;
        return Below(Math.Min(limit, most) + 1);
    }

    public void Fill(Span<byte> bytes)
    {
        for (int index = 0; index < bytes.Length; index++)
            bytes[index] = Byte();
    }

    private static ulong Mix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
