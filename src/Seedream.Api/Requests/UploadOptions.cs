using System.Globalization;
using Seedream.Api.Problems;
using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;

namespace Seedream.Api.Requests;

/// <summary>What a caller says about an upload as a whole: in the query, or in form fields before the file.</summary>
internal sealed record UploadOptions
{
    public const string File = "file";
    public const string Run = "run";
    public const string Continues = "continues";
    private const string ResolutionName = "resolution";
    private const string ModeName = "sequential_image_generation";
    private const string MaxImagesName = "max_images";
    private const string FormatName = "output_format";
    private const string OptimizationName = "optimize_prompt_options";

    public static readonly string[] Names = [File, Run, Continues, ResolutionName, ModeName, MaxImagesName, FormatName, OptimizationName];

    public string? FileName { get; init; }

    public BatchOptions Batch { get; init; } = new();

    /// <summary>The batch whose file this one continues; null for none.</summary>
    public string? ContinuedBatch { get; init; }

    /// <summary>These options and one more; an empty value says nothing. Raises <see cref="HttpCodes.BadParameter"/>.</summary>
    public UploadOptions With(string name, string? value) => string.IsNullOrEmpty(value) ? this : name switch
    {
        File => this with { FileName = value },
        Run => this with { Batch = Batch with { Run = Number(name, value, 1, 1_000_000) } },
        Continues => this with { ContinuedBatch = value },
        ResolutionName => With(Batch.Defaults with { Resolution = ResolutionText.Parse(value) ?? throw Wrong(name, $"one of {string.Join(", ", Resolution.All)}", value) }),
        ModeName => With(Batch.Defaults with { SequentialImageGeneration = Choice(name, value, ("disabled", SequentialImageGeneration.Disabled), ("auto", SequentialImageGeneration.Auto)) }),
        MaxImagesName => With(Batch.Defaults with { MaxImages = Number(name, value, 1, 15) }),
        FormatName => With(Batch.Defaults with { OutputFormat = Choice(name, value, ("png", OutputFormat.Png), ("jpeg", OutputFormat.Jpeg)) }),
        OptimizationName => With(Batch.Defaults with { OptimizePromptOptions = Choice(name, value, ("standard", PromptOptimization.Standard), ("fast", PromptOptimization.Fast)) }),
        _ => throw new ApiException(HttpCodes.BadParameter, $"expected one of {string.Join(", ", Names)}, found {Shown.Text(name)}"),
    };

    private UploadOptions With(JobDefaults defaults) => this with { Batch = Batch with { Defaults = defaults } };

    private static int Number(string name, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"), value);

    private static T Choice<T>(string name, string value, params ReadOnlySpan<(string Word, T Meaning)> choices)
    {
        List<string> words = [];
        foreach ((string word, T meaning) in choices)
        {
            if (word.Equals(value, StringComparison.OrdinalIgnoreCase))
                return meaning;
            words.Add(word);
        }

        throw Wrong(name, string.Join(" or ", words), value);
    }

    private static ApiException Wrong(string name, string expected, string value) =>
        new(HttpCodes.BadParameter, $"expected {name} to be {expected}, found {Shown.Text(value)}");
}
