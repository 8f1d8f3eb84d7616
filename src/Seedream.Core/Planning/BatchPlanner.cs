using System.Text.Json;
using System.Threading.Channels;
using Seedream.Core.Batches;
using Seedream.Core.Identity;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Retention;
using Seedream.Core.Storage;

namespace Seedream.Core.Planning;

/// <summary>Turns a prompt file into a plan in storage: its rows by the thousand, then the summary.</summary>
public sealed class BatchPlanner(PipelineStorage storage)
{
    // Reading and writing go on side by side; a parcel is handed over when it has this many rows or characters.
    private const int ParcelRows = 250;
    private const int ParcelCharacters = 128 * 1024;
    private const int ParcelsWaiting = 4;

    /// <summary>
    /// Plans a file by itself, as a batch of its own. The summary is written last, so its presence means that the plan is whole;
    /// planning the same file again writes the same bytes. A file that is rejected as a whole leaves a summary that says so. The
    /// stream stays the caller's.
    /// </summary>
    public async Task<PlanSummary> PlanAsync(
        string batch, string fileName, Stream content, IntakeOptions options, JobDefaults defaults, decimal pricePerImage, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        PlanOrder order = new() { Batch = batch, FileName = fileName, Options = options, Defaults = defaults };
        PlanSummary summary = PlanLimits.Apply(await WriteRowsAsync(order, content, cancellationToken), options, pricePerImage);
        await EnterAsync(batch, summary, cancellationToken);
        return summary;
    }

    /// <summary>What the file is, without writing anything. Its limits are not judged yet.</summary>
    internal static async Task<(PlanSummary Plan, ContentHasher Content)> IdentifyAsync(PlanOrder order, Stream content, CancellationToken cancellationToken)
    {
        await using PromptFile file = await PromptFile.OpenAsync(content, order.FileName, order.Options, order.Defaults, cancellationToken);
        PlanTally tally = new();
        ContentHasher hasher = new(order.Model);
        try
        {
            await SideBySideAsync(
                (parcels, stop) => ReadAsync(order, file, row => tally.Add(row), parcels, stop),
                async (parcels, stop) =>
                {
                    PromptHeader header = file.Header;
                    await foreach (List<PromptRow> parcel in parcels.ReadAllAsync(stop))
                    {
                        foreach (PromptRow row in parcel)
                        {
                            // Columns may come while the file is read, and are never moved.
                            if (row.Cells.Count > header.Columns.Count)
                                header = file.Header;
                            hasher.Add(row, header);
                        }
                    }
                },
                cancellationToken);
            return (tally.Summarize(file, order.Defaults), hasher);
        }
        catch
        {
            hasher.Dispose();
            throw;
        }
    }

    /// <summary>Plans a file as it stands to earlier batches, in a folder that nobody looks at before it is entered. Its limits are not judged yet.</summary>
    internal async Task<PlanSummary> MakeAsync(PlanOrder order, Stream content, CancellationToken cancellationToken)
    {
        PlanSummary summary = await WriteRowsAsync(order, content, cancellationToken);
        await PutAsync(StateLayout.PlanSummary(order.Batch, order.Folder), summary, cancellationToken);
        return summary;
    }

    /// <summary>Makes a plan the one that counts: from here on the batch can be run.</summary>
    internal Task EnterAsync(string batch, PlanSummary plan, CancellationToken cancellationToken) =>
        PutAsync(StateLayout.PlanSummary(batch), plan, cancellationToken);

    private Task PutAsync(string name, PlanSummary plan, CancellationToken cancellationToken) =>
        storage.State.PutAsync(name, JsonSerializer.SerializeToUtf8Bytes(plan, PlanningJson.Default.PlanSummary), "application/json", cancellationToken);

    private async Task<PlanSummary> WriteRowsAsync(PlanOrder order, Stream content, CancellationToken cancellationToken)
    {
        await using PromptFile file = await PromptFile.OpenAsync(content, order.FileName, order.Options, order.Defaults, cancellationToken);
        PlanTally tally = new();
        if (file.IsRejected)
        {
            await foreach (PromptRow row in file.ReadRowsAsync(cancellationToken))
                tally.Add(row);
        }
        else
        {
            await SideBySideAsync(
                (parcels, stop) => ReadAsync(order, file, row => tally.Add(row), parcels, stop),
                (parcels, stop) => WriteAsync(order, tally, parcels, stop),
                cancellationToken);
        }

        return tally.Summarize(file, order.Defaults) with
        {
            Segments = order.Folder == StateLayout.PlanFolder ? null : order.Folder,
            Model = order.Model == RunComfy.RunComfyOptions.DefaultModel ? null : order.Model,
        };
    }

    private static async Task SideBySideAsync(
        Func<ChannelWriter<List<PromptRow>>, CancellationToken, Task> read, Func<ChannelReader<List<PromptRow>>, CancellationToken, Task> use, CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<List<PromptRow>> parcels = Channel.CreateBounded<List<PromptRow>>(new BoundedChannelOptions(ParcelsWaiting) { SingleReader = true, SingleWriter = true });
        Task using_ = Task.Run(() => UseAsync(parcels.Reader, use, either), CancellationToken.None);
        try
        {
            await read(parcels.Writer, either.Token);
            parcels.Writer.Complete();
        }
        catch (Exception exception)
        {
            parcels.Writer.TryComplete(exception);
            // If the writer has failed, its failure is the reason and the reader's only the echo of it.
            if (either.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
                await using_;
            await either.CancelAsync();
            await using_.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await using_;
    }

    private static async Task UseAsync(ChannelReader<List<PromptRow>> parcels, Func<ChannelReader<List<PromptRow>>, CancellationToken, Task> use, CancellationTokenSource either)
    {
        try
        {
            await use(parcels, either.Token);
        }
        catch
        {
            await either.CancelAsync();
            throw;
        }
    }

    private static async Task ReadAsync(PlanOrder order, PromptFile file, Action<PromptRow> add, ChannelWriter<List<PromptRow>> parcels, CancellationToken cancellationToken)
    {
        List<PromptRow> parcel = new(ParcelRows);
        int characters = 0;
        int rows = 0;
        while (await order.ReadRowAsync(file, ++rows, cancellationToken) is { } row)
        {
            add(row);
            parcel.Add(row);
            for (int index = 0; index < row.Cells.Count; index++)
                characters += row.Cells[index].Length;
            if (parcel.Count < ParcelRows && characters < ParcelCharacters)
                continue;
            await parcels.WriteAsync(parcel, cancellationToken);
            parcel = new List<PromptRow>(ParcelRows);
            characters = 0;
        }

        await parcels.WriteAsync(parcel, cancellationToken);
    }

    private async Task WriteAsync(PlanOrder order, PlanTally tally, ChannelReader<List<PromptRow>> parcels, CancellationToken cancellationToken)
    {
        await using SegmentWriter segments = new(storage.State, order.Batch, order.Folder);
        RowMatching? matching = order.Earlier is { IsEmpty: false } earlier ? new RowMatching(order, earlier, new RanRows(storage, new BatchStore(storage), new Tombstones(storage)), tally) : null;
        await foreach (List<PromptRow> parcel in parcels.ReadAllAsync(cancellationToken))
        {
            foreach (PromptRow row in parcel)
                await segments.AddAsync(matching is null ? row : await matching.MatchAsync(row, cancellationToken), cancellationToken);
        }

        await segments.CompleteAsync(cancellationToken);
    }
}
