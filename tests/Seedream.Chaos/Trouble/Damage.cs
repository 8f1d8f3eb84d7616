using System.Globalization;
using System.Text.Json;
using Seedream.Chaos.Places;
using Seedream.Core.Batches;
using Seedream.Core.Storage;

namespace Seedream.Chaos.Trouble;

/// <summary>
/// Records that are empty, half there, rubbish or gone, as a crash, a full disk or a person leaves them. Made only while nobody
/// writes: a record that changes under the one who holds it is another matter.
/// </summary>
internal sealed class Damage(World world, Random dice)
{
    private const string Json = "application/json";
    private readonly List<(string Name, ReadOnlyMemory<byte> Content)> _plans = [];

    /// <summary>Spoils the record of one submission, or leaves an empty one of a submission that was never made.</summary>
    public Task LedgerAsync() => Patiently.DoAsync(async () =>
    {
        IObjectStore state = world.Open().State;
        List<string> names = await state.ListAsync("batches/", CancellationToken.None).Where(found => found.Name.Contains("/ledger/", StringComparison.Ordinal)).Select(found => found.Name).ToListAsync();
        if (dice.Next(5) == 0)
        {
            await LeaveEmptyAsync(state, [.. names]);
            return;
        }

        if (names.Count == 0)
            return;
        string name = names[dice.Next(names.Count)];
        if (await state.TryReadAsync(name, CancellationToken.None) is { Content.Length: > 10 } stored)
            await SpoilAsync(state, name, stored.Content);
    });

    /// <summary>
    /// Takes the plan of a batch under way away, so that its round cannot go on and is given up, or makes its rows unreadable, so
    /// that it waits; its batch. Of a file that changes meanwhile nobody could make the plan again.
    /// </summary>
    public Task<string?> PlanAsync() => Patiently.DoAsync(async () =>
    {
        PipelineStorage storage = world.Open();
        List<BatchRecord> running = await new BatchStore(storage).ListAsync(CancellationToken.None)
            .Where(batch => batch is { CompletedAt: null, Rows: > 0 } && world.Orders.Find(batch.ContentSha256) is { Family.Grows: false }).ToListAsync();
        if (running.Count == 0)
            return null;
        string batch = running[dice.Next(running.Count)].Id;
        bool isTaken = dice.Next(3) > 0;
        List<string> names = isTaken
            ? [StateLayout.PlanSummary(batch)]
            : await storage.State.ListAsync(StateLayout.Batch(batch), CancellationToken.None).Select(found => found.Name).Where(IsRowsOfPlan).ToListAsync();
        foreach (string name in names)
        {
            if (await storage.State.TryReadAsync(name, CancellationToken.None) is not { } stored || stored.Content.Span.SequenceEqual(NoPlan))
                continue;
            _plans.RemoveAll(plan => plan.Name == name);
            _plans.Add((name, stored.Content));
            if (isTaken)
                await storage.State.DeleteAsync(name, CancellationToken.None);
            else
                await storage.State.PutAsync(name, NoPlan.ToArray(), Json, CancellationToken.None);
        }

        if (names.Count > 0)
            world.Report.Count(isTaken ? "plans taken away" : "plans made unreadable");
        return names.Count > 0 ? batch : null;
    });

    /// <summary>Puts back what is missing of the plans.</summary>
    public async Task RestorePlansAsync()
    {
        foreach ((string name, ReadOnlyMemory<byte> content) in _plans)
        {
            await Patiently.DoAsync(async () =>
            {
                IObjectStore state = world.Open().State;
                if (await state.TryReadAsync(name, CancellationToken.None) is not { } found || found.Content.Span.SequenceEqual(NoPlan))
                    await state.PutAsync(name, content, Json, CancellationToken.None);
            });
        }

        _plans.Clear();
    }

    private static ReadOnlySpan<byte> NoPlan => "{ no plan at all"u8;

    private static bool IsRowsOfPlan(string name) => name.Contains("/plan", StringComparison.Ordinal) && name.EndsWith(".jsonl", StringComparison.Ordinal);

    private async Task SpoilAsync(IObjectStore state, string name, ReadOnlyMemory<byte> content)
    {
        // Before it is done: a record that is spoilt and not on the list would be taken for a loss.
        world.Damaged[MarkerOf(name, content)] = name;
        switch (dice.Next(4))
        {
            case 0:
                await state.PutAsync(name, ReadOnlyMemory<byte>.Empty, Json, CancellationToken.None);
                break;
            case 1:
                await state.PutAsync(name, content[..(content.Length / 2)], Json, CancellationToken.None);
                break;
            case 2 when await IsKnownOtherwiseAsync(state, name):
                await state.DeleteAsync(name, CancellationToken.None);
                break;
            default:
                await state.PutAsync(name, new byte[content.Length], Json, CancellationToken.None);
                break;
        }

        world.Report.Count("ledger records spoilt");
    }

    // As a crash between the creation of a record and its content leaves it.
    private async Task LeaveEmptyAsync(IObjectStore state, HashSet<string> names)
    {
        List<BatchRecord> running = await new BatchStore(world.Open()).ListAsync(CancellationToken.None).Where(batch => batch is { CompletedAt: null, Rows: > 0 }).ToListAsync();
        if (running.Count == 0)
            return;
        BatchRecord batch = running[dice.Next(running.Count)];
        int row = dice.Next(1, batch.Rows + 1);
        string name = StateLayout.Ledger(batch.Id, row, attempt: 1);
        if (names.Contains(name))
            return;
        world.Damaged[string.Create(CultureInfo.InvariantCulture, $"{batch.Id}/{row}/1")] = name;
        if (world.Azurite is null)
        {
            string path = Path.Combine(world.Data, "seedream", name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, []);
        }
        else
        {
            await state.TryCreateAsync(name, ReadOnlyMemory<byte>.Empty, Json, CancellationToken.None);
        }

        world.Report.Count("empty ledger records");
    }

    // A record may be gone only where something else says that there was one.
    private static async Task<bool> IsKnownOtherwiseAsync(IObjectStore state, string name)
    {
        (int row, int attempt) = StateLayout.Parse(name);
        await foreach (ObjectInfo found in state.ListAsync(StateLayout.Outcomes(name.Split('/')[1], StateLayout.SegmentOf(row)), CancellationToken.None))
        {
            if (StateLayout.Parse(found.Name).Row != row || await state.TryReadAsync(found.Name, CancellationToken.None) is not { Content.Length: > 0 } stored)
                continue;
            using JsonDocument outcome = JsonDocument.Parse(stored.Content);
            if (outcome.RootElement.GetProperty("attempt").GetInt32() == attempt && outcome.RootElement.TryGetProperty("request_id", out JsonElement id) && id.ValueKind == JsonValueKind.String)
                return true;
        }

        return false;
    }

    // The API knows a submission by the batch and the row that paid for it.
    private static string MarkerOf(string name, ReadOnlyMemory<byte> content)
    {
        (int row, int attempt) = StateLayout.Parse(name);
        string batch = name.Split('/')[1];
        try
        {
            using JsonDocument record = JsonDocument.Parse(content);
            if (record.RootElement.TryGetProperty("batch", out JsonElement payer) && payer.GetString() is { } other)
                (batch, row) = (other, record.RootElement.TryGetProperty("batch_row", out JsonElement at) && at.ValueKind == JsonValueKind.Number ? at.GetInt32() : row);
        }
        catch (JsonException)
        {
            // Spoilt before.
        }

        return string.Create(CultureInfo.InvariantCulture, $"{batch}/{row}/{attempt}");
    }
}
