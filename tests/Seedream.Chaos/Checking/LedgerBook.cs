using System.Text.Json;
using Seedream.Chaos.Places;
using Seedream.Core.Storage;

namespace Seedream.Chaos.Checking;

/// <summary>The ledger of all batches and jobs, by what the API knows a submission by: the batch and the row that paid for it, and the attempt.</summary>
internal sealed class LedgerBook
{
    private readonly Dictionary<string, LedgerLine> _lines = new(StringComparer.Ordinal);
    private readonly World _world;

    private LedgerBook(World world) => _world = world;

    public IReadOnlyDictionary<string, LedgerLine> Lines => _lines;

    public static async Task<LedgerBook> ReadAsync(World world, IObjectStore state)
    {
        LedgerBook book = new(world);
        await foreach (ObjectInfo found in state.ListAsync("batches/", CancellationToken.None))
        {
            string[] parts = found.Name.Split('/');
            if (parts.Length == 5 && parts[2] == "ledger" && await state.TryReadAsync(found.Name, CancellationToken.None) is { } stored)
                book.Add(parts[1], found.Name, stored.Content);
        }

        return book;
    }

    /// <summary>True when nobody can tell from the record whether this was accepted, so that it is a person's word that pays for its row again.</summary>
    public bool IsUncertain(string marker) => IsSpoilt(marker) || (_lines.TryGetValue(marker, out LedgerLine? line) && line.State == "uncertain");

    /// <summary>True when its record was spoilt on purpose.</summary>
    public bool IsSpoilt(string marker) => _world.Damaged.ContainsKey(marker);

    private void Add(string batch, string name, ReadOnlyMemory<byte> content)
    {
        (int row, int attempt) = StateLayout.Parse(name);
        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            JsonElement record = document.RootElement;
            string payer = Text(record, "batch") ?? batch;
            int payerRow = record.TryGetProperty("batch_row", out JsonElement at) && at.ValueKind == JsonValueKind.Number ? at.GetInt32() : row;
            LedgerLine line = new(name, Text(record, "state")!, Text(record, "request_id"));
            string marker = FormattableString.Invariant($"{payer}/{payerRow}/{attempt}");
            if (!_lines.TryAdd(marker, line))
                _world.Report.Violation($"{name} and {_lines[marker].Name} are both of {marker}");
        }
        catch (JsonException) when (_world.Damaged.Values.Contains(name))
        {
            _world.Report.Count("ledger unreadable");
        }
        catch (JsonException exception)
        {
            _world.Report.Violation($"{name} cannot be read: {exception.Message}");
        }
    }

    private static string? Text(JsonElement record, string property) => record.TryGetProperty(property, out JsonElement value) ? value.GetString() : null;
}
