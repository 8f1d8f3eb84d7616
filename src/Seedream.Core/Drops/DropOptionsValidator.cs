using Microsoft.Extensions.Options;
using Seedream.Core.Settings;

namespace Seedream.Core.Drops;

internal sealed class DropOptionsValidator : IValidateOptions<DropOptions>
{
    public ValidateOptionsResult Validate(string? name, DropOptions options) => new OptionChecks(DropOptions.Section)
        .Range(nameof(options.SweepEvery), options.SweepEvery, TimeSpan.FromMilliseconds(50), TimeSpan.FromDays(1))
        .Range(nameof(options.Settle), options.Settle, TimeSpan.Zero, TimeSpan.FromHours(1))
        .Range(nameof(options.Quiet), options.Quiet, TimeSpan.Zero, TimeSpan.FromDays(1))
        .Result();
}
