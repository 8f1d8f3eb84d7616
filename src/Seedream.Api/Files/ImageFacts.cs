using System.Collections.Concurrent;
using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.Storage;

namespace Seedream.Api.Files;

/// <summary>What the rows of images say about them. Looked up once per version of a file and remembered.</summary>
public sealed class ImageFacts
{
    private const int MostRemembered = 5_000;
    private const int PromptLength = 300;
    private readonly OutcomeStore _outcomes;
    private readonly PlanReader _plans;
    private readonly ConcurrentDictionary<(string Name, long Length, DateTimeOffset Written), ImageDocument> _known = new();

    public ImageFacts(OutcomeStore outcomes, PlanReader plans)
    {
        _outcomes = outcomes;
        _plans = plans;
    }

    /// <summary>These images, in this order, without those whose row has no outcome yet.</summary>
    public async Task<IReadOnlyList<ImageDocument>> OfAsync(BatchRecord batch, IReadOnlyList<ObjectInfo> images, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(images);
        int folder = StateLayout.Images(batch.Id).Length;
        ObjectInfo[] unknown = [.. images.Where(image => !_known.ContainsKey(Key(image)))];
        if (unknown.Length > 0)
            await LearnAsync(batch, unknown, folder, cancellationToken);
        return [.. images.Select(image => _known.GetValueOrDefault(Key(image))).OfType<ImageDocument>()];
    }

    private async Task LearnAsync(BatchRecord batch, ObjectInfo[] images, int folder, CancellationToken cancellationToken)
    {
        int[] rows = [.. images.Select(image => ImageName.RowOf(image.Name[folder..])!.Value).Where(row => row <= batch.Rows).Distinct().Order()];
        ConcurrentDictionary<int, JobOutcome> outcomes = new();
        await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (row, stop) =>
        {
            if (await _outcomes.ReadLastAsync(batch.Id, row, batch.Round, stop) is { } outcome)
                outcomes[row] = outcome;
        });
        if (_known.Count >= MostRemembered)
            _known.Clear();
        await foreach (PromptRow row in _plans.ReadRowsAsync(batch.Id, rows, cancellationToken))
        {
            if (!outcomes.TryGetValue(row.Row, out JobOutcome? outcome))
                continue;
            foreach (ObjectInfo image in images.Where(image => ImageName.RowOf(image.Name[folder..]) == row.Row))
                Remember(image, image.Name[folder..], row, outcome);
        }
    }

    private void Remember(ObjectInfo image, string name, PromptRow row, JobOutcome outcome)
    {
        for (int i = 0; i < outcome.Files.Count; i++)
        {
            OutputFile file = outcome.Files[i];
            if (file.Name != name || file.Bytes != image.Length)
                continue;
            _known[Key(image)] = new ImageDocument
            {
                Row = row.Row,
                Id = row.Id,
                Prompt = StartOf(row.Input?.Prompt ?? ""),
                Name = name,
                ContentType = file.ContentType,
                Bytes = file.Bytes,
                Width = file.Width,
                Height = file.Height,
                Sha256 = file.Sha256,
                Index = i + 1,
                Of = outcome.Files.Count,
                StoredAt = image.LastModified,
            };
        }
    }

    private static (string Name, long Length, DateTimeOffset Written) Key(ObjectInfo image) => (image.Name, image.Length, image.LastModified);

    private static string StartOf(string prompt)
    {
        if (prompt.Length <= PromptLength)
            return prompt;
        // Not between the halves of a character.
        int end = char.IsHighSurrogate(prompt[PromptLength - 1]) ? PromptLength - 1 : PromptLength;
        return prompt[..end];
    }
}
