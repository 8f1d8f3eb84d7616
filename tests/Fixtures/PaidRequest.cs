namespace Seedream.Fixtures;

/// <summary>A submission that the simulated API accepted, whether or not the release was told so.</summary>
internal sealed record PaidRequest(int Row, int Attempt, string RequestId, string State, int Images, decimal CostUsd);
