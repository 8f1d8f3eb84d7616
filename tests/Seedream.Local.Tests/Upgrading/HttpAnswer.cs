using System.Text.Json;

namespace Seedream.Local.Tests.Upgrading;

/// <summary>What the HTTP API answered.</summary>
internal sealed record HttpAnswer(int Status, string Body)
{
    /// <summary>A field of it; null where there is none.</summary>
    public JsonElement? this[string field] => JsonDocument.Parse(Body).RootElement.TryGetProperty(field, out JsonElement found) ? found : null;

    public string? Text(string field) => this[field]?.GetString();

    /// <summary>Checks the status code, showing what was said where it is another.</summary>
    public HttpAnswer Expect(params int[] statuses)
    {
        Assert.True(statuses.Contains(Status), $"expected {string.Join(" or ", statuses)}, found {Status}: {Body}");
        return this;
    }
}
