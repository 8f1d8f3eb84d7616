namespace Seedream.Api;

/// <summary>The HTTP API: section <c>Seedream:Api</c>.</summary>
public sealed class ApiOptions
{
    public const string Section = "Seedream:Api";

    /// <summary>
    /// What callers must send as <c>x-functions-key</c> or <c>Authorization: Bearer</c>. 16–200 visible ASCII characters. Default
    /// none: then only loopback addresses are served. On Azure the Functions keys guard the API instead.
    /// </summary>
    public string? Key { get; set; }

    /// <summary>Longest <c>Prefer: wait</c>, in seconds. Default 60, range 0–200 (Azure's front end gives up after 230).</summary>
    public int MaxWaitSeconds { get; set; } = 60;

    /// <summary>Largest body of a single job, in bytes. Default 256 KiB, range 1 KiB–4 MiB.</summary>
    public int MaxJobBytes { get; set; } = 256 * 1024;

    /// <summary>How long the balance is believed, in seconds. Default 60, range 1–3,600.</summary>
    public int BalanceSeconds { get; set; } = 60;
}
