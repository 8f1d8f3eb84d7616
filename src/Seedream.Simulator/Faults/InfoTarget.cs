namespace Seedream.Simulator.Faults;

/// <summary>What a call at stage <see cref="FaultStage.Info"/> asks about.</summary>
public enum InfoTarget
{
    /// <summary><c>GET /v1/models/{model}</c></summary>
    Model,

    /// <summary><c>GET /prod/v2/balance</c></summary>
    Balance,

    /// <summary><c>GET /v1/models</c> and <c>GET /v1/models/categories</c></summary>
    List,
}
