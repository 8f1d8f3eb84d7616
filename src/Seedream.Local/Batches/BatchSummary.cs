using Seedream.Core.Outcomes;
using Seedream.Core.Reporting;
using Seedream.Core.Storage;
using Seedream.Local.Apis;
using Seedream.Local.CommandLine;
using Seedream.Local.Documents;

namespace Seedream.Local.Batches;

/// <summary>How a batch ended, from its manifest and results.</summary>
internal static class BatchSummary
{
    private const int MostCodes = 20;

    /// <summary>Reads it and shows it, for a person or as JSON. The exit code is the batch's.</summary>
    public static async Task<ExitCode> ShowAsync(CommandSession session, PipelineStorage storage, string batch, ApiKind? api, bool endedBefore, CancellationToken cancellationToken)
    {
        ResultsReader reader = new(storage);
        BatchManifest manifest = await reader.TryReadManifestAsync($"{batch}/", cancellationToken)
            ?? throw new CommandFailedException(ExitCode.Unexpected, $"batch {batch} has ended, but its manifest is gone ({session.Data.ResultPath(batch, ReportNames.Manifest)})");
        bool allSucceeded = manifest.Counts.GetValueOrDefault(OutcomeKind.Succeeded) == manifest.Rows;
        IReadOnlyList<ErrorCount> errors = allSucceeded ? [] : await CountErrorsAsync(reader, batch, cancellationToken);
        ExitCode exitCode = BatchEnd.ExitCodeOf(manifest);
        if (session.Terminal.Json)
            DocumentWriter.Write(Document(session, manifest, errors, exitCode, api, endedBefore), DocumentsJson.Default.BatchDocument);
        else
            SummaryText.Write(session, manifest, errors, api);
        return exitCode;
    }

    private static async Task<IReadOnlyList<ErrorCount>> CountErrorsAsync(ResultsReader reader, string batch, CancellationToken cancellationToken)
    {
        Dictionary<string, ErrorCount> codes = new(StringComparer.Ordinal);
        await foreach (ResultRecord record in reader.ReadAsync($"{batch}/", cancellationToken))
        {
            if (record.ErrorCode is not { } code)
                continue;
            ErrorCount before = codes.GetValueOrDefault(code) ?? new ErrorCount(code, 0, record.Error ?? "");
            codes[code] = before with { Rows = before.Rows + 1 };
        }

        return [.. codes.Values.OrderByDescending(code => code.Rows).ThenBy(code => code.Code, StringComparer.Ordinal).Take(MostCodes)];
    }

    private static BatchDocument Document(CommandSession session, BatchManifest manifest, IReadOnlyList<ErrorCount> errors, ExitCode exitCode, ApiKind? api, bool endedBefore) => new()
    {
        Command = session.Command,
        ExitCode = (int)exitCode,
        Batch = manifest.Batch,
        File = manifest.File,
        Run = manifest.Run,
        Round = manifest.Round,
        Status = manifest.Status,
        Reason = manifest.Reason,
        Api = api,
        EndedBefore = endedBefore,
        Rows = manifest.Rows,
        Counts = manifest.Counts,
        Images = manifest.Images,
        Bytes = manifest.Bytes,
        Submissions = manifest.Submissions,
        CostUsd = manifest.CostUsd,
        CostEstimatedUsd = manifest.CostEstimatedUsd,
        CostOpenUsd = manifest.CostOpenUsd,
        PricePerImageUsd = manifest.PricePerImageUsd,
        StartedAt = manifest.StartedAt,
        CompletedAt = manifest.CompletedAt,
        WallSeconds = manifest.WallSeconds,
        Gallery = session.Data.ResultPath(manifest.Batch, ReportNames.Index),
        Results = session.Data.ResultPath(manifest.Batch, ReportNames.ResultsJsonl),
        Failed = manifest.Reports.Contains(ReportNames.FailedCsv) ? session.Data.ResultPath(manifest.Batch, ReportNames.FailedCsv) : null,
        Errors = errors,
    };
}
