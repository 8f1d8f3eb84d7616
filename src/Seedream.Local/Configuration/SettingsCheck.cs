using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Seedream.Api;
using Seedream.Core.Drops;
using Seedream.Core.Intake;
using Seedream.Core.Notifying;
using Seedream.Core.Retention;
using Seedream.Core.RunComfy;
using Seedream.Core.Submission;
using Seedream.Core.Waiting;
using Seedream.Local.CommandLine;
using Seedream.Local.Serving;

namespace Seedream.Local.Configuration;

/// <summary>Looks at every section before anything else happens, so that all that is wrong is told at once.</summary>
internal static class SettingsCheck
{
    public static void Run(IServiceProvider services)
    {
        string[] problems =
        [
            .. Problems<RunComfyOptions>(services),
            .. Problems<IntakeOptions>(services),
            .. Problems<JobsOptions>(services),
            .. Problems<WaitingOptions>(services),
            .. Problems<NotificationsOptions>(services),
            .. Problems<DropOptions>(services),
            .. Problems<HousekeepingOptions>(services),
            .. Problems<ServeOptions>(services),
            .. Problems<ApiOptions>(services),
        ];
        if (problems.Length > 0)
            throw new CommandFailedException(ExitCode.Usage, $"{(problems.Length == 1 ? "a setting is" : "settings are")} wrong (docs/settings.md):\n{string.Join('\n', problems)}");
    }

    private static IEnumerable<string> Problems<TOptions>(IServiceProvider services)
        where TOptions : class
    {
        try
        {
            _ = services.GetRequiredService<IOptions<TOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException invalid)
        {
            return invalid.Failures;
        }
        catch (InvalidOperationException unreadable)
        {
            // A value that is no number, time or word of its kind; the message names the key but not the token's value.
            return [unreadable.Message];
        }
    }
}
