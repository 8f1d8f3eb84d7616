using System.Text;
using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;

namespace Seedream.Core.Planning;

/// <summary>The plan of a single job, made from its record: one valid row, as if it had come from a file.</summary>
internal static class JobPlan
{
    public static PlanSummary Summarize(BatchRecord job)
    {
        JobRequest request = RequestOf(job);
        return new PlanSummary
        {
            File = job.File,
            ContentSha256 = job.ContentSha256,
            ContentBytes = Encoding.UTF8.GetByteCount(request.Input.Prompt),
            Format = "jsonl",
            Header = HeaderOf(request),
            Defaults = job.Defaults,
            Rows = 1,
            ValidRows = 1,
            InvalidRows = 0,
            MostImages = request.Input.MostImages,
            Rejected = false,
            ProblemCount = 0,
            Problems = [],
        };
    }

    public static PromptRow ToRow(BatchRecord job)
    {
        JobRequest request = RequestOf(job);
        return new PromptRow { Row = 1, Line = 1, Id = request.Id, Input = request.Input, Cells = [.. Known(request).Select(cell => cell.Value), .. request.Metadata.Values] };
    }

    private static PromptHeader HeaderOf(JobRequest request) => new()
    {
        Columns = [.. Known(request).Select(cell => cell.Name), .. request.Metadata.Keys],
        Meanings = [.. Known(request).Select(cell => cell.Name), .. request.Metadata.Keys.Select(_ => (string?)null)],
    };

    private static IEnumerable<(string Name, string Value)> Known(JobRequest request)
    {
        JobInput input = request.Input;
        yield return ("prompt", input.Prompt);
        yield return ("resolution", input.Resolution.Name);
        yield return ("sequential_image_generation", input.SequentialImageGeneration == SequentialImageGeneration.Auto ? "auto" : "disabled");
        if (input.MaxImages is { } most)
            yield return ("max_images", most.ToString(System.Globalization.CultureInfo.InvariantCulture));
        yield return ("output_format", input.OutputFormat == OutputFormat.Jpeg ? "jpeg" : "png");
        yield return ("optimize_prompt_options", input.OptimizePromptOptions == PromptOptimization.Fast ? "fast" : "standard");
        if (request.Id is not null)
            yield return ("id", request.Id);
    }

    private static JobRequest RequestOf(BatchRecord job) =>
        job.Request ?? throw new InvalidDataException($"the record of job {job.Id} does not say what was asked for");
}
