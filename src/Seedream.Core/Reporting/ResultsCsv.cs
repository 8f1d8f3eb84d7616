using System.Globalization;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Outcomes;
using Seedream.Core.Storage;

namespace Seedream.Core.Reporting;

/// <summary><c>results.csv</c>: the records of <c>results.jsonl</c>, flat.</summary>
internal sealed class ResultsCsv : IAsyncDisposable
{
    private static readonly string[] InputColumns =
        ["prompt", "resolution", "sequential_image_generation", "max_images", "output_format", "optimize_prompt_options"];

    private static readonly string[] FixedColumns =
    [
        "row", "line", "id", "outcome", "request_id", "attempts", "error_code", "error", "cost_usd",
        "files", "bytes", "width", "height", "sha256", "content_type",
        "submitted_at", "generated_at", "completed_at",
        "open_cost_usd", "model", "notes", "ran_in", "source_row", "version_of", "mark", "stars", .. InputColumns,
    ];

    private readonly CsvTable _table;
    private readonly string[] _metadata;

    private ResultsCsv(CsvTable table, PromptHeader header)
    {
        _table = table;
        _metadata = [.. header.Columns.Where((_, column) => header.Meanings[column] is null)];
    }

    public static async Task<ResultsCsv> CreateAsync(IObjectStore store, string name, PromptHeader header, CancellationToken cancellationToken)
    {
        ResultsCsv csv = new(await CsvTable.CreateAsync(store, name, cancellationToken), header);
        csv._table.Texts(FixedColumns);
        csv._table.Texts(csv.MetadataNames());
        await csv._table.EndRowAsync(cancellationToken);
        return csv;
    }

    public async Task AddAsync(ResultRecord record, CancellationToken cancellationToken)
    {
        _table.Number<int>(record.Row);
        _table.Number<int>(record.Line);
        _table.Text(record.Id);
        _table.Text(OutcomeName.Of(record.Outcome));
        _table.Text(record.RequestId);
        _table.Number<int>(record.Attempts);
        _table.Text(record.ErrorCode);
        _table.Text(record.Error);
        _table.Number(record.CostUsd);
        AddFiles(record.Files);
        _table.Time(record.SubmittedAt);
        _table.Time(record.GeneratedAt);
        _table.Time(record.CompletedAt);
        _table.Number(record.OpenCostUsd);
        _table.Text(record.Model);
        _table.Text(record.Notes is null ? null : string.Join(" | ", record.Notes));
        _table.Text(record.RanIn);
        _table.Number<int>(record.SourceRow);
        _table.Number(record.VersionOf);
        _table.Text(record.Mark);
        _table.Number(record.Stars);
        AddInput(record);
        foreach (string name in _metadata)
            _table.Text(record.Metadata.GetValueOrDefault(name));
        await _table.EndRowAsync(cancellationToken);
    }

    public Task CommitAsync(CancellationToken cancellationToken) => _table.CommitAsync(cancellationToken);

    public ValueTask DisposeAsync() => _table.DisposeAsync();

    // One value per file in each cell, in the same order, so a space may not stand inside one and none may be empty.
    private void AddFiles(IReadOnlyList<OutputFile> files)
    {
        Join(file => file.Name);
        Join(file => file.Bytes.ToString(CultureInfo.InvariantCulture));
        Join(file => (file.Width ?? 0).ToString(CultureInfo.InvariantCulture));
        Join(file => (file.Height ?? 0).ToString(CultureInfo.InvariantCulture));
        Join(file => file.Sha256);
        Join(file => file.ContentType);

        void Join(Func<OutputFile, string> value) =>
            _table.Text(string.Join(' ', files.Select(file => value(file).Replace(" ", "%20", StringComparison.Ordinal))));
    }

    private void AddInput(ResultRecord record)
    {
        if (record.Input is not { } input)
        {
            foreach (string column in InputColumns)
                _table.Text(record.Cells?.GetValueOrDefault(column));
            return;
        }

        _table.Text(input.Prompt);
        _table.Text(input.Resolution.Name);
        _table.Text(input.SequentialImageGeneration == SequentialImageGeneration.Auto ? "auto" : "disabled");
        _table.Number(input.MaxImages);
        _table.Text(input.OutputFormat == OutputFormat.Jpeg ? "jpeg" : "png");
        _table.Text(input.OptimizePromptOptions == PromptOptimization.Fast ? "fast" : "standard");
    }

    // A spreadsheet and most readers take column names for the same whatever their case, so no two may differ by that alone.
    private IEnumerable<string> MetadataNames()
    {
        HashSet<string> given = new(FixedColumns, StringComparer.OrdinalIgnoreCase);
        HashSet<string> own = new(_metadata, StringComparer.OrdinalIgnoreCase);
        foreach (string column in _metadata)
        {
            string name = column;
            while ((name != column && own.Contains(name)) || !given.Add(name))
                name = "metadata_" + name;
            yield return name;
        }
    }
}
