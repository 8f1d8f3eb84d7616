using Microsoft.Extensions.Options;
using Seedream.Core.Settings;

namespace Seedream.Core.Retention;

internal sealed class HousekeepingOptionsValidator : IValidateOptions<HousekeepingOptions>
{
    public ValidateOptionsResult Validate(string? name, HousekeepingOptions options) => new OptionChecks(HousekeepingOptions.Section)
        .Range(nameof(options.KeepHistory), options.KeepHistory, TimeSpan.FromHours(1), TimeSpan.FromDays(365))
        .Range(nameof(options.CollectAfter), options.CollectAfter, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7))
        .Range(nameof(options.CollectFor), options.CollectFor, TimeSpan.FromMinutes(1), TimeSpan.FromDays(365))
        .Result();
}
