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

    /// <summary>Rows that earlier batches have; null for none.</summary>
    public EarlierRows? Earlier { get; init; }
}
