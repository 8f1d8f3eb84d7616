using Seedream.Core.Batches;
using Seedream.Local.CommandLine;
using Seedream.Local.Configuration;

namespace Seedream.Local.Apis;

/// <summary>Decides which API a command talks to.</summary>
internal static class ApiChoice
{
    /// <summary>For a new batch: the API where there is a token, the built-in simulator where there is neither token nor address.</summary>
    public static ApiKind ForNew(Settings settings)
    {
        if (settings.HasToken)
            return ApiKind.Api;
        return settings.BaseUrl is not { } address
            ? ApiKind.BuiltInSimulator
            : throw new CommandFailedException(
                ExitCode.Usage,
                $"the API's address is set ({address}) but no token is: set RUNCOMFY_API_TOKEN (or Seedream__RunComfy__ApiToken); without an address the built-in simulator is used.{settings.TokenHint}");
    }

    /// <summary>For a batch that was begun: where it was begun, whatever the settings say now.</summary>
    public static ApiKind ForBegun(BatchRecord batch, BatchOrigin? origin, Settings settings) =>
        origin?.Kind switch
        {
            ApiKind.BuiltInSimulator => ApiKind.BuiltInSimulator,
            ApiKind.Api when !settings.HasToken => throw new CommandFailedException(
                ExitCode.Usage, $"batch {batch.Id} was begun with the API at {origin.BaseUrl}: set RUNCOMFY_API_TOKEN (or Seedream__RunComfy__ApiToken) to go on with it.{settings.TokenHint}"),
            ApiKind.Api => ApiKind.Api,
            _ => ForNew(settings),
        };

    /// <summary>Running a file for real that so far was only simulated would show placeholders as results.</summary>
    public static void RefuseMixing(BatchRecord batch, BatchOrigin? origin, ApiKind chosen)
    {
        if (origin is { Kind: ApiKind.BuiltInSimulator } && chosen == ApiKind.Api)
        {
            throw new CommandFailedException(
                ExitCode.Usage,
                $"this file was run with the built-in simulator before (batch {batch.Id}, placeholder pictures).\nTo make it for real, give it a run of its own: add --run {batch.Run + 1}, or choose another folder with --data");
        }
    }
}
