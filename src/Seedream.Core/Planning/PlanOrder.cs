using Seedream.Core.Identity;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;

namespace Seedream.Core.Planning;

/// <summary>What is to be planned, and as what.</summary>
internal sealed record PlanOrder
{
    public required string Batch { get; init; }

    /// <summary>Folder of the plan's segments.</summary>
    public string Folder { get; init; } = Storage.StateLayout.PlanFolder;

    public required string FileName { get; init; }

    public required IntakeOptions Options { get; init; }

    public required JobDefaults Defaults { get; init; }

    /// <summary>Model the rows are for.</summary>
    public string Model { get; init; } = RunComfy.RunComfyOptions.DefaultModel;

    /// <summary>Which of the file's rows are the batch's, and what is said of them; null for a row that is another's. Null for all as they are.</summary>
    public Func<PromptRow, PromptRow?>? Choose { get; init; }

    /// <summary>The file's rows that are the batch's, numbered anew where some are not.</summary>
    public async ValueTask<PromptRow?> ReadRowAsync(PromptFile file, int row, CancellationToken cancellationToken)
    {
        while (await file.ReadRowAsync(cancellationToken) is { } read)
        {
            if (Choose is null)
                return read;
            if (Choose(read) is { } chosen)
                return chosen with { Row = row };
        }

        return null;
    }

    /// <summary>Rows that earlier batches have; null for none.</summary>
    public EarlierRows? Earlier { get; init; }
}
