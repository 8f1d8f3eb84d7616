namespace Seedream.Fixtures;

/// <summary>The simulator a fixture was made with.</summary>
internal sealed record ReleaseSimulator(int Seed, int Capacity, double MedianSeconds, bool TinyImages, decimal BalanceUsd, string Token, string Account, string Books);
