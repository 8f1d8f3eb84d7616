namespace Seedream.Simulator.Faults;

/// <summary>The call (or generation) that a fault may strike.</summary>
/// <param name="Stage">Where in a job's life.</param>
/// <param name="Key">What a seeded fault is drawn by: the marker, or for calls about nobody's job the path.</param>
/// <param name="Nth">1 for the first call of this kind about this key.</param>
/// <param name="Marker">The client's marker; null where no job is meant.</param>
/// <param name="Prompt">The prompt; null where no job is meant.</param>
/// <param name="RequestId">The request id, once there is one.</param>
public sealed record FaultCall(FaultStage Stage, string Key, int Nth, string? Marker = null, string? Prompt = null, string? RequestId = null)
{
    /// <summary>What is asked about, at stage <see cref="FaultStage.Info"/>.</summary>
    public InfoTarget? Target { get; init; }

    /// <summary>1 for the first status or result call since the request finished; 0 while it has not.</summary>
    public int NthFinished { get; init; }

    /// <summary>Whether a result call has <c>include_cost=true</c>.</summary>
    public bool AsksForCost { get; init; }

    /// <summary><c>png</c>, <c>jpeg</c> or <c>mp4</c>, for a download.</summary>
    public string? Format { get; init; }
}
