namespace Seedream.Core.Notifying;

/// <summary>What came of one try to deliver an event.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Problem">What went wrong, in words without secrets.</param>
/// <param name="RetryAfter">How long the receiver asked to wait.</param>
public sealed record Delivery(DeliveryResult Result, string? Problem = null, TimeSpan? RetryAfter = null)
{
    public static Delivery Done { get; } = new(DeliveryResult.Delivered);

    public static Delivery Failed(string problem, TimeSpan? retryAfter = null) => new(DeliveryResult.Failed, problem, retryAfter);

    public static Delivery Refused(string problem) => new(DeliveryResult.Refused, problem);
}
