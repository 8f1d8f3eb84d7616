using System.Text.Json.Serialization;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;

namespace Seedream.Core.Planning;

/// <summary>A line of a plan segment. One instance serves many rows, since a plan may have millions.</summary>
internal sealed class PlannedRow
{
    [JsonIgnore]
    private PlannedInput? spare;

    [JsonPropertyName("row")]
    public int Row { get; set; }

    [JsonPropertyName("line")]
    public int Line { get; set; }

    [JsonPropertyName("id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; set; }

    [JsonPropertyName("input")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlannedInput? Input { get; set; }

    [JsonPropertyName("cells")]
    public IReadOnlyList<string> Cells { get; set; } = [];

    [JsonPropertyName("problems")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Problem>? Problems { get; set; }

    /// <summary>Takes over what a row says.</summary>
    public void Set(PromptRow row)
    {
        Row = row.Row;
        Line = row.Line;
        Id = row.Id;
        Cells = row.Cells;
        Problems = row.Problems.Count == 0 ? null : row.Problems;
        Input = null;
        if (row.Input is not { } input)
            return;
        Input = spare ??= new PlannedInput();
        Input.PromptCell = PromptCell(row.Cells, input.Prompt);
        Input.Resolution = input.Resolution;
        Input.SequentialImageGeneration = input.SequentialImageGeneration;
        Input.MaxImages = input.MaxImages;
        Input.OutputFormat = input.OutputFormat;
        Input.OptimizePromptOptions = input.OptimizePromptOptions;
    }

    public PromptRow ToRow() => new()
    {
        Row = Row,
        Line = Line,
        Id = Id,
        Cells = Cells,
        Problems = Problems ?? [],
        Input = Input is not { } input ? null : new JobInput
        {
            Prompt = Cells[input.PromptCell].Trim(),
            Resolution = input.Resolution,
            SequentialImageGeneration = input.SequentialImageGeneration,
            MaxImages = input.MaxImages,
            OutputFormat = input.OutputFormat,
            OptimizePromptOptions = input.OptimizePromptOptions,
        },
    };

    // Any cell that reads like the prompt serves: the first is found at once in the usual file.
    private static int PromptCell(IReadOnlyList<string> cells, string prompt)
    {
        for (int index = 0; index < cells.Count; index++)
        {
            if (cells[index].AsSpan().Trim().SequenceEqual(prompt))
                return index;
        }

        throw new ArgumentException("The prompt is in none of the row's cells", nameof(cells));
    }
}
