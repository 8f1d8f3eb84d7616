using System.Text.Json.Serialization;

namespace Seedream.Core.Jobs;

/// <summary>The model's prompt optimisation mode (<c>optimize_prompt_options</c>).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PromptOptimization>))]
public enum PromptOptimization
{
    /// <summary>Better quality, longer generation (the API's default).</summary>
    [JsonStringEnumMemberName("standard")]
    Standard,

    /// <summary>Faster, more average quality.</summary>
    [JsonStringEnumMemberName("fast")]
    Fast,
}
