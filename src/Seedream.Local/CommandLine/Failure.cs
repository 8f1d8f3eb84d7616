using Microsoft.Extensions.Options;
using Seedream.Core.Batches;
using Seedream.Core.Orchestration;
using Seedream.Core.Retention;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;

namespace Seedream.Local.CommandLine;

/// <summary>What an exception means to the person who typed the command.</summary>
internal sealed record Failure(ExitCode ExitCode, string Message)
{
    /// <param name="exception">What ended the command.</param>
    /// <param name="stopped">True when the person stopped it.</param>
    public static Failure Of(Exception exception, bool stopped) => exception switch
    {
        CommandFailedException failed => new(failed.ExitCode, failed.Message),
        BatchHeldException held => new(ExitCode.Held, held.Message),
        BatchNotFoundException or BatchNotEndedException => new(ExitCode.Usage, exception.Message),
        BatchPurgedException purged => new(ExitCode.Usage, $"{purged.Message} (--run {purged.Tombstone.Run + 1})"),
        MayHaveRunException unknown => new(ExitCode.Usage, $"{unknown.Message} (--run {unknown.Tombstone.Run + 1})"),
        OtherModelException other => new(ExitCode.Usage, other.Message),
        StorageUnusableException => new(ExitCode.StorageUnusable, exception.Message),
        OptionsValidationException invalid => new(ExitCode.Usage, string.Join('\n', invalid.Failures)),
        OperationCanceledException when stopped => new(ExitCode.Interrupted, "stopped"),
        AccountRefusedException or RunComfyException => new(ExitCode.Unexpected, exception.Message),
        PermanentFailureException => new(ExitCode.Unexpected, exception.Message),
        _ => new(ExitCode.Unexpected, $"unexpected error: {exception.GetBaseException().Message.ReplaceLineEndings(" ")} ({exception.GetType().Name}); --verbose shows where it happened"),
    };
}
