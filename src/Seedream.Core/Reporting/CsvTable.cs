using System.Globalization;
using CsvHelper;
using Seedream.Core.Storage;

namespace Seedream.Core.Reporting;

/// <summary>
/// A CSV file being written: RFC 4180, UTF-8 with a byte order mark (Excel takes it for a code page otherwise), every text
/// cell quoted and guarded against formulas.
/// </summary>
internal sealed class CsvTable : IAsyncDisposable
{
    // What JSON writes too, so that a time looks the same in both files.
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz";

    private static readonly CsvWriterOptions Options = new()
    {
        WriteByteOrderMark = true,
        // A row that came with surplus cells keeps them.
        ValidateFieldCount = false,
        // FormulaGuard does this so that it can be undone.
        Injection = CsvInjection.None,
    };

    private readonly ObjectWriter _target;
    private readonly CsvWriter _csv;

    private CsvTable(ObjectWriter target)
    {
        _target = target;
        _csv = CsvWriter.Create(target.Stream, Options, leaveOpen: true);
    }

    public static async Task<CsvTable> CreateAsync(IObjectStore store, string name, CancellationToken cancellationToken) =>
        new(await store.CreateWriterAsync(name, "text/csv; charset=utf-8", cancellationToken));

    public void Text(string? text)
    {
        if (string.IsNullOrEmpty(text))
            Plain(null);
        else
            _csv.WriteField(FormulaGuard.Add(text), CsvQuoting.Always);
    }

    public void Texts(IEnumerable<string> texts)
    {
        foreach (string text in texts)
            Text(text);
    }

    public void Number<T>(T? number)
        where T : struct, IFormattable => Plain(number?.ToString(null, CultureInfo.InvariantCulture));

    public void Time(DateTimeOffset? time) => Plain(time?.ToString(TimeFormat, CultureInfo.InvariantCulture));

    public Task EndRowAsync(CancellationToken cancellationToken) => _csv.EndRecordAsync(cancellationToken).AsTask();

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await _csv.FlushAsync(cancellationToken);
        await _target.CommitAsync(cancellationToken);
    }

    // Only the object is given up: disposing the CSV writer would first write its rest into it.
    public ValueTask DisposeAsync() => _target.DisposeAsync();

    private void Plain(string? field) => _csv.WriteField(field, CsvQuoting.WhenNeeded);
}
