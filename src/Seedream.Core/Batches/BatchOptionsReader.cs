using System.Text.Json;
using System.Text.Json.Nodes;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;

namespace Seedream.Core.Batches;

/// <summary>
/// Reads the options of a batch from JSON: <c>run</c>, and what empty cells mean (<c>resolution</c>, <c>output_format</c>, …),
/// by the rules and with the codes of a row.
/// </summary>
public sealed class BatchOptionsReader
{
    private const int MostRuns = 1_000_000;
    private const string Run = "run";

    private readonly JobRequestReader _requests;

    public BatchOptionsReader(JobRequestReader requests) => _requests = requests;

    public async Task<BatchOptionsReading> ReadAsync(JsonElement options, CancellationToken cancellationToken)
    {
        if (options.ValueKind == JsonValueKind.Null)
            return new BatchOptionsReading(new BatchOptions(), []);
        if (options.ValueKind != JsonValueKind.Object)
            return Wrong(null, $"Expected an object such as {{\"run\": 2}}, found {Found.Quote(options.GetRawText())}");
        int run = 1;
        if (options.TryGetProperty(Run, out JsonElement number) && !(number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out run) && run is >= 1 and <= MostRuns))
            return Wrong(Run, $"Expected a whole number from 1 to {MostRuns}, found {Found.Quote(number.GetRawText())}");
        if (options.TryGetProperty("prompt", out _) || options.TryGetProperty("id", out _))
            return Wrong(null, "Expected what empty cells mean, found a prompt or an id, which every row has its own");

        // Defaults are the fields of a job that has nothing else to say. Its max_images counts even where the mode is left to the rows.
        JobRequestReading read = await _requests.ReadAsync(AsJob(options, out bool grouped), new JobDefaults(), cancellationToken);
        if (read.Request is not { } request)
            return new BatchOptionsReading(null, read.Problems);
        if (request.Metadata.Keys.FirstOrDefault() is { } unknown)
            return Wrong(unknown, $"Expected run, resolution, sequential_image_generation, max_images, output_format or optimize_prompt_options, found {Found.Quote(unknown)}");
        JobInput input = request.Input;
        return new BatchOptionsReading(
            new BatchOptions
            {
                Run = run,
                Defaults = new JobDefaults
                {
                    Resolution = input.Resolution,
                    SequentialImageGeneration = grouped ? SequentialImageGeneration.Disabled : input.SequentialImageGeneration,
                    MaxImages = input.MaxImages ?? new JobDefaults().MaxImages,
                    OutputFormat = input.OutputFormat,
                    OptimizePromptOptions = input.OptimizePromptOptions,
                },
            },
            read.Problems);
    }

    private static byte[] AsJob(JsonElement options, out bool grouped)
    {
        JsonObject job = new() { ["prompt"] = "-" };
        foreach (JsonProperty property in options.EnumerateObject())
        {
            if (property.Name != Run)
                job[property.Name] = JsonNode.Parse(property.Value.GetRawText());
        }

        grouped = job.ContainsKey("max_images") && !job.Any(field => ColumnNames.Find(ColumnNames.Normalize(field.Key)) == KnownColumn.SequentialImageGeneration);
        if (grouped)
            job["sequential_image_generation"] = "auto";
        return JsonSerializer.SerializeToUtf8Bytes(job);
    }

    private static BatchOptionsReading Wrong(string? column, string message) => new(
        null,
        [new Problem { Code = ProblemCodes.WrongJsonType.Code, Severity = ProblemCodes.WrongJsonType.Severity, Column = column, Message = message }]);
}
