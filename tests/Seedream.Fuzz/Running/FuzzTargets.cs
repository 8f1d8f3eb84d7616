using Seedream.Fuzz.Collecting;
using Seedream.Fuzz.Http;
using Seedream.Fuzz.Intake;
using Seedream.Fuzz.Names;
using Seedream.Fuzz.Queues;
using Seedream.Fuzz.Reporting;
using Seedream.Fuzz.RunComfy;
using Seedream.Fuzz.Settings;

namespace Seedream.Fuzz.Running;

/// <summary>All targets by name.</summary>
internal static class FuzzTargets
{
    private static readonly Dictionary<string, Func<IFuzzTarget>> Makers = new(StringComparer.Ordinal)
    {
        ["csv"] = () => new CsvTarget(),
        ["jsonl"] = () => new JsonLinesTarget(),
        ["messages"] = () => new MessagesTarget(),
        ["http"] = () => new HttpTarget(),
        ["api-responses"] = () => new ApiResponsesTarget(),
        ["urls"] = () => new UrlsTarget(),
        ["images"] = () => new ImagesTarget(),
        ["preview"] = () => new PreviewTarget(),
        ["output"] = () => new OutputTarget(),
        ["names"] = () => new NamesTarget(),
        ["settings"] = () => new SettingsTarget(),
    };

    public static IReadOnlyList<string> Names { get; } = [.. Makers.Keys];

    public static IFuzzTarget Create(string name) => Makers[name]();
}
