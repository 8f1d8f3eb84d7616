namespace Seedream.Core.Notifying;

/// <summary>How a try to deliver an event ended.</summary>
public enum DeliveryResult
{
    Delivered,

    /// <summary>May succeed later.</summary>
    Failed,

    /// <summary>The receiver wants no events any more.</summary>
    Refused,
}
