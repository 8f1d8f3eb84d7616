using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seedream.Core.Retention;
using Seedream.Core.Storage;

namespace Seedream.Local.Serving;

/// <summary>Now and then asks again for what was paid for and is not in storage.</summary>
internal sealed partial class SweepLeftovers(CollectLeftovers leftovers, TimeProvider clock, ILogger<SweepLeftovers> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                if (!stoppingToken.IsCancellationRequested)
                    await leftovers.RunAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is StorageUnusableException or IOException)
            {
                LogNotSwept(logger, exception.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // One batch nobody foresaw must not end the service.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogFailed(logger, exception);
            }
        }
    }

    [LoggerMessage(6042, LogLevel.Information, "What is left to collect could not be looked for: {Reason}")]
    private static partial void LogNotSwept(ILogger logger, string reason);

    [LoggerMessage(6043, LogLevel.Error, "Looking for what is left to collect failed; trying again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
