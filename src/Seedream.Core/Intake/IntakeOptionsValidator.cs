using Microsoft.Extensions.Options;
using Seedream.Core.Settings;

namespace Seedream.Core.Intake;

internal sealed class IntakeOptionsValidator : IValidateOptions<IntakeOptions>
{
    public ValidateOptionsResult Validate(string? name, IntakeOptions options) => new OptionChecks(IntakeOptions.Section)
        .Range(nameof(options.MaxRows), options.MaxRows, 1, 10_000_000)
        .Range(nameof(options.MaxBytes), options.MaxBytes, 1024, 16L << 30)
        .Range(nameof(options.MaxImages), options.MaxImages, 1, 1_000_000_000)
        .Range(nameof(options.MaxCostUsd), options.MaxCostUsd, 0, 100_000_000m)
        .Range(nameof(options.MaxPromptLength), options.MaxPromptLength, 1, 1_000_000)
        .Range(nameof(options.MaxCellLength), options.MaxCellLength, 100, 1_000_000)
        .Range(nameof(options.MaxColumns), options.MaxColumns, 1, 1_000)
        .Result();
}
