using System.Text.Json;
using Seedream.Core.Storage;

namespace Seedream.Chaos.Checking;

/// <summary>The single jobs that have ended.</summary>
internal static class EndedJobs
{
    /// <summary>Their prompts.</summary>
    public static async Task<HashSet<string>> PromptsAsync(IObjectStore images)
    {
        HashSet<string> prompts = new(StringComparer.Ordinal);
        await foreach (ObjectInfo found in images.ListAsync("jobs/", CancellationToken.None))
        {
            if (found.Name.EndsWith("/manifest.json", StringComparison.Ordinal))
                prompts.Add(await PromptAsync(new ReportFolder(images, found.Name[..^"manifest.json".Length])));
        }

        return prompts;
    }

    public static async Task<string> PromptAsync(ReportFolder folder)
    {
        using JsonDocument line = JsonDocument.Parse((await folder.TextAsync("results.jsonl"))!);
        return line.RootElement.GetProperty("input").GetProperty("prompt").GetString()!;
    }
}
