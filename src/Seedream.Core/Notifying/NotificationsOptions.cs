namespace Seedream.Core.Notifying;

/// <summary>Who is told when a batch or a job ends: section <c>Seedream:Notifications</c>.</summary>
public sealed class NotificationsOptions
{
    public const string Section = "Seedream:Notifications";

    /// <summary>
    /// Address that gets a POST for each event; none by default. HTTPS at a public address; http and this machine only when
    /// the address itself names this machine (<c>http://127.0.0.1:8080/…</c>). May contain a secret, and is never logged whole.
    /// </summary>
    public Uri? WebhookUrl { get; set; }

    /// <summary>
    /// The secret events are signed with, as in Standard Webhooks: <c>whsec_</c> and 24–64 bytes as base64. Required with
    /// <see cref="WebhookUrl"/>. Two, separated by a space, sign with both while the receiver changes over.
    /// </summary>
    public string? WebhookSecret { get; set; }

    /// <summary>How long the webhook may take to answer. Default 15 s (5 s in <c>seedream run</c>), range 1 s–2 min.</summary>
    public TimeSpan WebhookTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Tries until an event is given up. Default 8, which takes about an hour (3 in <c>seedream run</c>), range 1–20.</summary>
    public int MaxTries { get; set; } = 8;

    /// <summary>Wait after the first failed try; three times as long after each further one, 30 min at most. Default 5 s (1 s in <c>seedream run</c>), range 100 ms–30 min.</summary>
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The events' <c>source</c>: which installation speaks. A URI reference; default <c>/seedream</c>.</summary>
    public string Source { get; set; } = "/seedream";

    /// <summary>For a command that a person waits for: a few quick tries instead of an hour's.</summary>
    public static void Hurry(NotificationsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.WebhookTimeout = TimeSpan.FromSeconds(5);
        options.MaxTries = 3;
        options.FirstRetry = TimeSpan.FromSeconds(1);
    }

    internal TimeSpan WaitAfter(int attempt)
    {
        double seconds = FirstRetry.TotalSeconds * Math.Pow(3, Math.Min(attempt - 1, 20));
        return TimeSpan.FromSeconds(Math.Min(seconds, 1_800));
    }
}
