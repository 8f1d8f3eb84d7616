using System.Text.Json;
using Seedream.Simulator.Accounting;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Http;

/// <summary>The account per marker, for <c>GET /simulator/account?details=true</c>.</summary>
internal static class AccountDetails
{
    public static void Write(Utf8JsonWriter json, Account account)
    {
        ILookup<string, Submission> submissions = account.Submissions.ToLookup(s => s.Marker, StringComparer.Ordinal);
        json.WriteStartArray("markers");
        foreach (string marker in account.WantedMarkers)
        {
            MarkerTally tally = account.TallyOf(marker)!;
            json.WriteStartObject();
            json.WriteString("marker", marker);
            json.WriteNumber("calls", tally.Calls);
            json.WriteNumber("paid", tally.Paid);
            json.WriteStartArray("submissions");
            foreach (Submission submission in submissions[marker]) Write(json, submission);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Submission submission)
    {
        json.WriteStartObject();
        json.WriteString("request_id", submission.RequestId);
        json.WriteString("state", StateNames.Of(submission.State));
        json.WriteString("model_id", submission.Model);
        json.WriteNumber("images", submission.Delivered);
        json.WriteNumber("cost_usd", submission.CostUsd);
        json.WriteNumber("duration_seconds", submission.Duration.TotalSeconds);
        json.WriteString("accepted_at", submission.AcceptedAt);
        if (submission.StartedAt is { } started) json.WriteString("started_at", started);
        if (submission.FinishedAt is { } finished) json.WriteString("finished_at", finished);
        json.WriteEndObject();
    }
}
