using Microsoft.Extensions.Options;
using Seedream.Core.Settings;

namespace Seedream.Core.Submission;

internal sealed class JobsOptionsValidator : IValidateOptions<JobsOptions>
{
    public ValidateOptionsResult Validate(string? name, JobsOptions options) => new OptionChecks(JobsOptions.Section)
        .Range(nameof(options.MaxParallel), options.MaxParallel, 1, 4_096)
        .Range(nameof(options.MaxPerConductor), options.MaxPerConductor, 1, 128)
        .Range(nameof(options.OnUncertain), (int)options.OnUncertain, 0, 1)
        .Range(nameof(options.MaxSubmissions), options.MaxSubmissions, 1, 5)
        .Range(nameof(options.RenewAfter), options.RenewAfter, 20, 100_000)
        .Range(nameof(options.SubmitLeast), options.SubmitLeast, 1, 128)
        .Range(nameof(options.ChunkSize), options.ChunkSize, 1, 64)
        .Result();
}
