using System.Text;
using System.Text.Json;
using Seedream.Core.Queues;
using Seedream.Core.Storage;

namespace Seedream.Chaos.Checking;

/// <summary>
/// Messages whose host died or stood still at every one of their deliveries: put aside with a record that says so. What such a
/// message asks for may have begun before, and ends then like anything else, or never began.
/// </summary>
internal static class PutAside
{
    // What Seedream.Local allows.
    private const int MostDeliveries = 10;

    /// <summary>Their texts, as they lay in the queue.</summary>
    public static async Task<HashSet<string>> TextsAsync(IObjectStore state)
    {
        HashSet<string> texts = new(StringComparer.Ordinal);
        await foreach (ObjectInfo found in state.ListAsync("poison/", CancellationToken.None))
        {
            using JsonDocument record = JsonDocument.Parse((await state.TryReadAsync(found.Name, CancellationToken.None))!.Content);
            if (record.RootElement.GetProperty("code").GetString() == MessageCodes.KeepsFailing && record.RootElement.GetProperty("deliveries").GetInt64() > MostDeliveries)
                texts.Add(record.RootElement.GetProperty("text").GetString()!);
        }

        return texts;
    }

    /// <summary>The prompts of those that are jobs.</summary>
    public static async Task<HashSet<string>> PromptsAsync(IObjectStore state)
    {
        HashSet<string> prompts = new(StringComparer.Ordinal);
        foreach (string text in await TextsAsync(state))
        {
            using JsonDocument message = JsonDocument.Parse(text.StartsWith('{') ? text : Encoding.UTF8.GetString(Convert.FromBase64String(text)));
            if (message.RootElement.TryGetProperty("prompt", out JsonElement prompt))
                prompts.Add(prompt.GetString()!);
        }

        return prompts;
    }
}
