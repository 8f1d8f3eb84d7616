namespace Seedream.Simulator.Scheduling;

/// <summary>How a generation will end; decided when it is accepted, seen when it is done.</summary>
public enum Ending
{
    Success,

    /// <summary>Fails with an error that is a string.</summary>
    Failure,

    /// <summary>Fails with an error that is an object.</summary>
    FailureObject,

    /// <summary>Fails with <c>OutputImageSensitiveContentDetected</c>.</summary>
    Moderation,

    /// <summary>Runs for ever, without holding a place from others.</summary>
    Never,

    /// <summary>Fails; the result call is answered 400 with the vendor's words.</summary>
    Refused400,

    /// <summary>Fails; the result call is answered 422 with the vendor's words.</summary>
    Refused422,
}
