using System.Text.Json.Serialization;

namespace Seedream.Core.Conducting;

/// <summary>A submitted job: its reference and what is known of how it stands. Short names, since 128 of them travel together.</summary>
public sealed record Ticket
{
    [JsonPropertyName("r")]
    public required int Row { get; init; }

    [JsonPropertyName("a")]
    public required int Attempt { get; init; }

    [JsonPropertyName("id")]
    public required string RequestId { get; init; }

    /// <summary>When it was submitted (Unix milliseconds).</summary>
    [JsonPropertyName("s")]
    public required long SubmittedAt { get; init; }

    /// <summary>Since when it is waited for, where that is later than its submission (Unix milliseconds): the deadline counts from here.</summary>
    [JsonPropertyName("w")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long WaitingSince { get; init; }

    /// <summary>Its <see cref="Waiting.JobClass"/>.</summary>
    [JsonPropertyName("c")]
    public required int Class { get; init; }

    /// <summary>Submissions of it besides the one that counts, that may have been paid for as well.</summary>
    [JsonPropertyName("p")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int ExtraSubmissions { get; init; }

    /// <summary>Looks so far.</summary>
    [JsonPropertyName("n")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Looks { get; init; }

    /// <summary>When it was last looked at (Unix milliseconds); 0 for never.</summary>
    [JsonPropertyName("l")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long LastLook { get; init; }

    /// <summary>Its place in the API's queue when last seen there; null while running or unknown.</summary>
    [JsonPropertyName("q")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? QueuePosition { get; init; }

    /// <summary>Neither look nor collect before this time (Unix milliseconds).</summary>
    [JsonPropertyName("t")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long NotBefore { get; init; }

    /// <summary>Known to be finished at the API: next is to collect.</summary>
    [JsonPropertyName("f")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Finished { get; init; }

    /// <summary>Collections of it that failed so far.</summary>
    [JsonPropertyName("x")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int FailedCollections { get; init; }

    /// <summary>A collection may have been under way when its answer was lost: look for its outcome before doing it again.</summary>
    [JsonPropertyName("g")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Repeated { get; init; }

    /// <summary>
    /// Its result was asked for too early and did not tell how it stands (queued at an unknown place, unknown): only its status
    /// is asked for, until it is known to have finished or to have left the queue.
    /// </summary>
    [JsonPropertyName("h")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool StatusOnly { get; init; }

    /// <summary>Since when every answer about it denied it ("no such request", a refused token) (Unix milliseconds); 0 when the last one did not.</summary>
    [JsonPropertyName("y")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long DeniedSince { get; init; }

    /// <summary>At least one of these answers may be a proxy's or a firewall's: they prove nothing of the request.</summary>
    [JsonPropertyName("z")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool DeniedVaguely { get; init; }

    /// <summary>The same after an answer that did not deny it.</summary>
    public Ticket Known() => DeniedSince == 0 ? this : this with { DeniedSince = 0, DeniedVaguely = false };

    /// <summary>The same after an answer that denied it. What the API itself says counts from when it says nothing else.</summary>
    public Ticket Denied(DateTimeOffset now, bool definitely) => this with
    {
        Looks = Looks + 1,
        DeniedSince = DeniedSince == 0 || (definitely && DeniedVaguely) ? now.ToUnixTimeMilliseconds() : DeniedSince,
        DeniedVaguely = !definitely,
    };

    /// <summary>The batch for which it was submitted, where that is another; null for its own.</summary>
    [JsonPropertyName("rb")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RanIn { get; init; }

    /// <summary>The row of <see cref="RanIn"/>; null with it.</summary>
    [JsonPropertyName("rr")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? RanInRow { get; init; }

    /// <summary>The same after the clock was set back by so many milliseconds.</summary>
    public Ticket SetBack(long milliseconds) => this with
    {
        SubmittedAt = Math.Max(0, SubmittedAt - milliseconds),
        WaitingSince = Math.Max(0, WaitingSince - milliseconds),
        LastLook = Math.Max(0, LastLook - milliseconds),
        NotBefore = Math.Max(0, NotBefore - milliseconds),
        DeniedSince = DeniedSince == 0 ? 0 : Math.Max(1, DeniedSince - milliseconds),
    };

    /// <summary>The same after so many milliseconds in which nobody waited for it.</summary>
    public Ticket Excuse(long milliseconds) => this with
    {
        WaitingSince = Math.Max(SubmittedAt, WaitingSince) + milliseconds,
        DeniedSince = DeniedSince == 0 ? 0 : DeniedSince + milliseconds,
    };

    /// <summary>How long it has been waited for.</summary>
    public TimeSpan WaitedFor(DateTimeOffset now) => now - DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(SubmittedAt, WaitingSince));
}
