using Seedream.Api.Batches;
using Seedream.Api.Contract;
using Seedream.Api.Files;
using Seedream.Api.Health;
using Seedream.Api.Jobs;
using Seedream.Api.Rows;

namespace Seedream.Api.Routing;

/// <summary>Everyone who answers calls. They know nothing of the host they run in.</summary>
public sealed record ApiHandlers(
    JobPosts JobPosts,
    JobReads Jobs,
    BatchUploads Uploads,
    BatchReads Batches,
    BatchActions Actions,
    RowReads Rows,
    FileReads Files,
    ImageReads Images,
    PreviewReads Previews,
    ZipReads Zips,
    HealthReads Health,
    InfoReads Info,
    ContractReads Contract);
