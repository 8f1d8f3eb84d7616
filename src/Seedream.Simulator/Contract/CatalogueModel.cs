using System.Text.Json;

namespace Seedream.Simulator.Contract;

/// <summary>One model of the simulated catalogue.</summary>
public sealed record CatalogueModel
{
    /// <summary>The id, slashes included.</summary>
    public required string Id { get; init; }

    public required string DisplayName { get; init; }

    public required string Description { get; init; }

    /// <summary>What it does, such as <c>text-to-image</c>; the last word says what comes out.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>How it runs; the vendor's catalogue also knows <c>workflow</c> and <c>inference</c>.</summary>
    public string Kind { get; init; } = "model";

    /// <summary>USD per <see cref="PriceUnit"/>.</summary>
    public required decimal Price { get; init; }

    /// <summary>What the price is for: <c>output</c>, <c>second</c>, <c>megapixel</c>, <c>1000 images</c>, or any other word, which is taken for one output.</summary>
    public required string PriceUnit { get; init; }

    public required string PricingNote { get; init; }

    /// <summary>Whether it makes videos rather than images.</summary>
    public bool MakesVideo => Categories[0].EndsWith("video", StringComparison.Ordinal);

    /// <summary>The JSON schema of its input.</summary>
    public required JsonElement InputSchema { get; init; }

    internal IEnumerable<string> RequiredInputs => InputSchema.GetProperty("required").EnumerateArray().Select(name => name.GetString()!);

    internal IEnumerable<string> Inputs => InputSchema.GetProperty("properties").EnumerateObject().Select(property => property.Name);
}
