using Microsoft.AspNetCore.Http;
using Seedream.Core.Batches;
using Seedream.Core.Retention;
using Seedream.Core.Storage;

namespace Seedream.Api.Problems;

/// <summary>Which refusal an exception stands for.</summary>
internal static class Refusals
{
    /// <summary>The refusal; null for an exception that is a fault of this service.</summary>
    public static ApiException? From(Exception exception) => exception switch
    {
        ApiException refusal => refusal,
        BatchNotFoundException missing => new ApiException(HttpCodes.NotFound, missing.Message),
        BatchNotEndedException running => new ApiException(HttpCodes.NotEnded, running.Message) { Id = running.Batch },
        BatchHeldException held => new ApiException(HttpCodes.Held, held.Message) { Id = held.Batch },
        BatchPurgedException purged => new ApiException(HttpCodes.RanBefore, purged.Message) { Id = purged.Tombstone.Batch },
        MayHaveRunException unknown => new ApiException(HttpCodes.RanBefore, unknown.Message) { Id = unknown.Tombstone.Batch },
        OtherModelException other => new ApiException(HttpCodes.OtherModel, other.Message) { Id = other.Batch },
        StorageUnusableException storage => new ApiException(HttpCodes.StorageDown, "storage cannot be used just now; the service's log says why")
        {
            Headers = [new("Retry-After", "5")],
        },
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new ApiException(HttpCodes.TooLarge, "the body is larger than this address takes"),
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => new ApiException(HttpCodes.TooSlow, "the body came more slowly than 240 bytes a second"),
        BadHttpRequestException bad => new ApiException(HttpCodes.BadBody, $"the request broke off or is malformed: {bad.Message}"),
        _ => null,
    };
}
