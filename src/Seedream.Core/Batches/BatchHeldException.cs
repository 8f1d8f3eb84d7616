namespace Seedream.Core.Batches;

/// <summary>Another living process runs this batch.</summary>
public sealed class BatchHeldException : Exception
{
    public BatchHeldException(string batch, string host, DateTimeOffset expiresAt)
        : base($"batch {batch} is being run by another process ({Describe(host)}); wait for it, or stop it and try again (its claim expires at {expiresAt:u} unless it renews it)")
    {
        Batch = batch;
        Host = host;
    }

    public string Batch { get; }

    public string Host { get; }

    private static string Describe(string host)
    {
        string[] parts = host.Split('/');
        return parts.Length == 3 ? $"process {parts[1]} on {parts[0].Split(':')[0]}" : host;
    }
}
