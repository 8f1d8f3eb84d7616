using System.Text.Json;
using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Storage;

namespace Seedream.Core.Queues;

/// <summary>Reads queue messages: docs/queues.md. Whatever the text, the answer is what it says or why it says nothing.</summary>
public sealed class JobMessageReader
{
    private readonly JobRequestReader _requests;
    private readonly BatchOptionsReader _options;

    public JobMessageReader(JobRequestReader requests, BatchOptionsReader options)
    {
        _requests = requests;
        _options = options;
    }

    public async Task<JobMessage> ReadAsync(string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (MessageText.Decode(text) is not { } json)
            return new JobMessage.Unreadable(MessageCodes.NotJson, $"Expected JSON, plain or as base64, found {Found.Quote(text)}");
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return await ReadAsync(document.RootElement, json, cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair is valid JSON until it is read as text.
            return new JobMessage.Unreadable(MessageCodes.NotJson, $"Expected JSON, found {Found.Quote(text)} ({Found.Show(exception.Message)})");
        }
    }

    private async Task<JobMessage> ReadAsync(JsonElement message, byte[] json, CancellationToken cancellationToken)
    {
        if (message.ValueKind == JsonValueKind.Array)
        {
            return message.GetArrayLength() > 0 && message.EnumerateArray().All(StorageEvents.IsEvent)
                ? Created(message.EnumerateArray())
                : new JobMessage.Unreadable(MessageCodes.NotUnderstood, "Expected a job, a file reference or events, found an array of something else; send one message per job");
        }

        if (StorageEvents.IsEvent(message))
            return Created([message]);
        if (message.TryGetProperty("file", out JsonElement file) && !message.TryGetProperty("prompt", out _))
            return await ReadFileAsync(message, file, cancellationToken);
        JobRequestReading job = await _requests.ReadAsync(json, new JobDefaults(), cancellationToken);
        return job.Request is { } request ? new JobMessage.OneJob(request) : new JobMessage.Unreadable(MessageCodes.BadJob, Describe(job.Problems));
    }

    private async Task<JobMessage> ReadFileAsync(JsonElement message, JsonElement file, CancellationToken cancellationToken)
    {
        if (file.ValueKind != JsonValueKind.String || !ObjectName.IsValid(file.GetString()))
        {
            return new JobMessage.Unreadable(
                MessageCodes.BadFileName, $"Expected the name of a file in the prompts container such as spring/posters.csv, found {Found.Quote(file.ToString())}");
        }

        if (message.EnumerateObject().Select(property => property.Name).FirstOrDefault(name => name is not ("file" or "options")) is { } unknown)
            return new JobMessage.Unreadable(MessageCodes.NotUnderstood, $"Expected only 'file' and 'options', found {Found.Quote(unknown)}");
        if (!message.TryGetProperty("options", out JsonElement options))
            return new JobMessage.PromptFile(file.GetString()!, new BatchOptions());
        BatchOptionsReading read = await _options.ReadAsync(options, cancellationToken);
        return read.Options is { } known
            ? new JobMessage.PromptFile(file.GetString()!, known)
            : new JobMessage.Unreadable(MessageCodes.BadOptions, Describe(read.Problems));
    }

    private static JobMessage.Created Created(IEnumerable<JsonElement> events) =>
        new([.. events.Select(StorageEvents.CreatedFile).OfType<string>().Distinct(StringComparer.Ordinal)]);

    private static string Describe(IEnumerable<Problem> problems) => string.Join(
        "; ",
        problems.Where(problem => problem.Severity != Severity.Warning).Take(20).Select(problem => $"{problem.Code}{(problem.Column is null ? "" : $" {Found.Show(problem.Column)}")}: {problem.Message}"));
}
