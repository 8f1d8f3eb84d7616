using System.Globalization;
using System.Text.Json;
using Seedream.Simulator.Faults;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Http;

/// <summary>Writes <c>created_at</c> and <c>finished_at</c>, true or impossible.</summary>
internal static class ResultTimes
{
    public static void Write(Utf8JsonWriter json, Submission submission, bool finished, Fault? fault)
    {
        json.WriteString("created_at", Text(submission.AcceptedAt, fault, created: true));
        if (finished) json.WriteString("finished_at", Text(submission.FinishedAt!.Value, fault, created: false));
    }

    private static string Text(DateTimeOffset at, Fault? fault, bool created) => fault switch
    {
        Fault.TimesInYearOne => "0001-01-01T00:00:00Z",
        Fault.TimesIn1970 => "1970-01-01T00:00:00Z",
        Fault.TimesInWords => created ? "yesterday" : "just now",
        Fault.TimesEightHoursOff => Iso(at.AddHours(8)),
        Fault.TimesAYearApart when created => Iso(at.AddYears(-1)),
        _ => Iso(at),
    };

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
