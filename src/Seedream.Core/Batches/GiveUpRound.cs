using System.Text.Json;
using Microsoft.Extensions.Logging;
using Seedream.Core.Orchestration;
using Seedream.Core.Reporting;

namespace Seedream.Core.Batches;

/// <summary>
/// Activity: ends a round that cannot be run, with every row accounted for in the reports. What was submitted has its request on
/// record, and is collected by a further round before anything is paid again.
/// </summary>
public sealed partial class GiveUpRound(RoundEnd end, BatchStore batches, TimeProvider clock, ILogger<GiveUpRound> logger) : IActivity<GiveUpRoundInput, BatchResult>
{
    public async Task<BatchResult> RunAsync(GiveUpRoundInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        try
        {
            return await end.EndAsync(input.Batch, input.Round, input.Reason, cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or InvalidOperationException or PermanentFailureException)
        {
            // What made it impossible to run may make it impossible to report; the round must end all the same.
            LogNotReported(exception, input.Batch, input.Round);
            return await EndOnlyAsync(input, cancellationToken);
        }
    }

    private async Task<BatchResult> EndOnlyAsync(GiveUpRoundInput input, CancellationToken cancellationToken)
    {
        BatchRecord record = await batches.UpdateAsync(
            input.Batch,
            record => record.Round != input.Round || record.CompletedAt is not null
                ? record
                : record with { Status = BatchStatus.Failed, Reason = input.Reason, CompletedAt = clock.GetUtcNow() },
            cancellationToken);
        return new BatchResult { Batch = record.Id, Round = input.Round, Status = record.Status, Reason = record.Reason, Rows = record.Rows, Counts = record.Counts };
    }

    [LoggerMessage(2030, LogLevel.Error, "Round {Round} of {Batch} was given up, and its reports could not be written")]
    private partial void LogNotReported(Exception exception, string batch, int round);
}
