using System.Reflection;
using Seedream.Core.Batches;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;

namespace Seedream.Core.Reporting;

/// <summary>Adds up the rows of a batch for its manifest.</summary>
internal sealed class Tally(PlanSummary plan)
{
    private readonly Dictionary<OutcomeKind, int> _counts = Enum.GetValues<OutcomeKind>().ToDictionary(kind => kind, _ => 0);
    private long _images;
    private long _bytes;
    private long _submissions;
    private decimal _reported;
    private long _unreportedImages;
    private decimal _open;
    private string? _model;

    public int Rows { get; private set; }

    public void Add(ResultRecord record)
    {
        Rows++;
        _counts[record.Outcome]++;
        _images += record.Files.Count;
        _bytes += record.Files.Sum(file => file.Bytes);
        _submissions += record.Attempts;
        _reported += record.CostUsd ?? 0;
        if (record is { CostUsd: null, RanIn: null })
            _unreportedImages += record.Files.Count;
        _open += record.OpenCostUsd ?? 0;
        _model ??= record.Model;
    }

    public IReadOnlyDictionary<OutcomeKind, int> Counts => _counts;

    public BatchManifest ToManifest(BatchRecord batch, IReadOnlyList<string> reports) => new()
    {
        Batch = batch.Id,
        File = batch.File,
        ContentSha256 = batch.ContentSha256,
        Run = batch.Run,
        Round = batch.Round,
        Status = batch.Status,
        Reason = batch.Reason,
        Model = _model,
        Defaults = batch.Defaults,
        Rows = Rows,
        Counts = _counts,
        Images = _images,
        Bytes = _bytes,
        Submissions = _submissions,
        CostUsd = Plain(_reported),
        CostEstimatedUsd = Plain(_unreportedImages * batch.PricePerImageUsd),
        CostOpenUsd = Plain(_open),
        PricePerImageUsd = batch.PricePerImageUsd,
        CreatedAt = batch.CreatedAt.ToUniversalTime(),
        StartedAt = batch.StartedAt?.ToUniversalTime(),
        CompletedAt = batch.CompletedAt?.ToUniversalTime(),
        WallSeconds = (batch.CompletedAt - batch.StartedAt)?.TotalSeconds,
        ProblemCount = plan.ProblemCount,
        Problems = [.. plan.Problems.Take(BatchManifest.MostProblems)],
        Reports = reports,
        SoftwareVersion = Version,
    };

    // A sum keeps the most decimals of what went into it; 0.000 says no more than 0.
    private static decimal Plain(decimal amount) => amount / 1.0000000000000000000000000000m;

    // Without the commit a build may append to the version.
    private static string Version { get; } =
        typeof(Tally).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
