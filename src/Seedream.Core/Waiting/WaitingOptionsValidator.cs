using Microsoft.Extensions.Options;
using Seedream.Core.Settings;

namespace Seedream.Core.Waiting;

internal sealed class WaitingOptionsValidator : IValidateOptions<WaitingOptions>
{
    public ValidateOptionsResult Validate(string? name, WaitingOptions options) => new OptionChecks(WaitingOptions.Section)
        .Range(nameof(options.Deadline), options.Deadline, TimeSpan.FromSeconds(10), TimeSpan.FromHours(24))
        .Range(nameof(options.NotFoundGrace), options.NotFoundGrace, TimeSpan.FromSeconds(1), TimeSpan.FromHours(24))
        .Range(nameof(options.MaxInterval), options.MaxInterval, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10))
        .Range(nameof(options.Grid), options.Grid, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10))
        .Result();
}
