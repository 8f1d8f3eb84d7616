using System.Text.Json;
using System.Threading.Channels;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
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
    /// Plans a batch. The summary is written last, so its presence means that the plan is whole; planning the same file
    /// again writes the same bytes. A file that is rejected as a whole leaves a summary that says so. The stream stays the
    /// caller's.
    /// </summary>
    public async Task<PlanSummary> PlanAsync(
        string batch, string fileName, Stream content, IntakeOptions options, JobDefaults defaults, decimal pricePerImage, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        await using PromptFile file = await PromptFile.OpenAsync(content, fileName, options, defaults, cancellationToken);
        PlanTally tally = new(options, pricePerImage);
        if (file.IsRejected)
            await foreach (PromptRow row in file.ReadRowsAsync(cancellationToken))
                tally.Add(row);
        else
            await CopyRowsAsync(batch, file, tally, cancellationToken);
        tally.CheckLimits(fileName);
        PlanSummary summary = tally.Summarize(file, defaults);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(summary, PlanningJson.Default.PlanSummary);
        await storage.State.PutAsync(StateLayout.PlanSummary(batch), json, "application/json", cancellationToken);
        return summary;
    }

    private async Task CopyRowsAsync(string batch, PromptFile file, PlanTally tally, CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<List<PromptRow>> parcels = Channel.CreateBounded<List<PromptRow>>(new BoundedChannelOptions(ParcelsWaiting) { SingleReader = true, SingleWriter = true });
        Task writing = Task.Run(() => WriteAsync(batch, parcels.Reader, either), CancellationToken.None);
        try
        {
            await ReadAsync(file, tally, parcels.Writer, either.Token);
            parcels.Writer.Complete();
        }
        catch (Exception exception)
        {
            parcels.Writer.TryComplete(exception);
            // If the writer has failed, its failure is the reason and the reader's only the echo of it.
            if (either.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
                await writing;
            await either.CancelAsync();
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await writing;
    }

    private static async Task ReadAsync(PromptFile file, PlanTally tally, ChannelWriter<List<PromptRow>> parcels, CancellationToken cancellationToken)
    {
        List<PromptRow> parcel = new(ParcelRows);
        int characters = 0;
        while (await file.ReadRowAsync(cancellationToken) is { } row)
        {
            tally.Add(row);
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

    private async Task WriteAsync(string batch, ChannelReader<List<PromptRow>> parcels, CancellationTokenSource either)
    {
        try
        {
            await using SegmentWriter segments = new(storage.State, batch);
            await foreach (List<PromptRow> parcel in parcels.ReadAllAsync(either.Token))
            {
                foreach (PromptRow row in parcel)
                    await segments.AddAsync(row, either.Token);
            }

            await segments.CompleteAsync(either.Token);
        }
        catch
        {
            await either.CancelAsync();
            throw;
        }
    }
}
