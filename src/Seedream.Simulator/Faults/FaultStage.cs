namespace Seedream.Simulator.Faults;

/// <summary>Where in a job's life a fault strikes.</summary>
public enum FaultStage
{
    /// <summary><c>POST /v1/models/{model}</c></summary>
    Submit,

    /// <summary>The generation itself: decided when it is accepted, seen when it is done.</summary>
    Generation,

    /// <summary><c>GET /v1/requests/{id}/status</c></summary>
    Status,

    /// <summary><c>GET /v1/requests/{id}/result</c></summary>
    Result,

    /// <summary><c>POST /v1/requests/{id}/cancel</c></summary>
    Cancel,

    /// <summary><c>GET /v1/models/{model}</c> and <c>GET /prod/v2/balance</c></summary>
    Info,

    /// <summary><c>GET /files/...</c></summary>
    Download,
}
