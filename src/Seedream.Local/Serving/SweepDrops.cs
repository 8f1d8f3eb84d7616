using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seedream.Core.Drops;
using Seedream.Core.Storage;

namespace Seedream.Local.Serving;

/// <summary>Looks for dropped files now and then.</summary>
internal sealed partial class SweepDrops(DropSweep sweep, DropOptions options, TimeProvider clock, ILogger<SweepDrops> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await sweep.RunAsync(stoppingToken);
            }
            catch (StorageUnusableException exception)
            {
                LogNotSwept(logger, exception.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A file that nobody foresaw must not end the service.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogFailed(logger, exception);
            }

            await Task.Delay(options.SweepEvery, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(6040, LogLevel.Information, "Dropped files could not be looked for: {Reason}")]
    private static partial void LogNotSwept(ILogger logger, string reason);

    [LoggerMessage(6041, LogLevel.Error, "Looking for dropped files failed; trying again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
