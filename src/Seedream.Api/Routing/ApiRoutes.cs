using Seedream.Api.Requests;
using Seedream.Core.Reporting;

namespace Seedream.Api.Routing;

/// <summary>
/// Every operation of the API. Hosts map these; docs/openapi.yaml describes these; tests hold the three together.
/// </summary>
public static class ApiRoutes
{
    private const string Jobs = "/api/jobs";
    private const string Job = "/api/jobs/{job}";
    private const string Batches = "/api/batches";
    private const string Batch = "/api/batches/{batch}";

    public static readonly ApiRoute PostJob = new("POST", Jobs, "postJob", (api, call) => api.JobPosts.PostAsync(call));
    public static readonly ApiRoute ListJobs = new("GET", Jobs, "listJobs", (api, call) => api.Jobs.ListAsync(call));
    public static readonly ApiRoute GetJob = new("GET", Job, "getJob", (api, call) => api.Jobs.GetAsync(call, RouteNames.Job(call)));
    public static readonly ApiRoute CancelJob = new("POST", $"{Job}/cancel", "cancelJob", (api, call) => api.Jobs.CancelAsync(call, RouteNames.Job(call)));
    public static readonly ApiRoute GetJobImage = new("GET", $"{Job}/images/{{name}}", "getJobImage", (api, call) => api.Files.GetImageAsync(call, RouteNames.Job(call), RouteNames.File(call)));

    public static readonly ApiRoute PostBatch = new("POST", Batches, "postBatch", (api, call) => api.Uploads.PostAsync(call));
    public static readonly ApiRoute ListBatches = new("GET", Batches, "listBatches", (api, call) => api.Batches.ListAsync(call));
    public static readonly ApiRoute GetBatch = new("GET", Batch, "getBatch", (api, call) => api.Batches.GetAsync(call, RouteNames.Batch(call)));
    public static readonly ApiRoute CancelBatch = new("POST", $"{Batch}/cancel", "cancelBatch", (api, call) => api.Actions.CancelAsync(call, RouteNames.Batch(call)));
    public static readonly ApiRoute RetryBatch = new("POST", $"{Batch}/retry", "retryBatch", (api, call) => api.Actions.RetryAsync(call, RouteNames.Batch(call)));
    public static readonly ApiRoute CollectBatch = new("POST", $"{Batch}/collect", "collectBatch", (api, call) => api.Actions.CollectAsync(call, RouteNames.Batch(call)));
    public static readonly ApiRoute ListRows = new("GET", $"{Batch}/rows", "listRows", (api, call) => api.Rows.ListAsync(call, RouteNames.Batch(call)));

    public static readonly ApiRoute GetRow = new("GET", $"{Batch}/rows/{{row}}", "getRow", (api, call) => api.Rows.GetAsync(call, RouteNames.Batch(call), RouteNames.Row(call)));

    public static readonly ApiRoute GetResultsCsv = Report("getResultsCsv", ReportNames.ResultsCsv);
    public static readonly ApiRoute GetResultsJsonl = Report("getResultsJsonl", ReportNames.ResultsJsonl);
    public static readonly ApiRoute GetFailedCsv = Report("getFailedCsv", ReportNames.FailedCsv);
    public static readonly ApiRoute GetManifest = Report("getManifest", ReportNames.Manifest);
    public static readonly ApiRoute GetGallery = new("GET", $"{Batch}/gallery", "getGallery", (api, call) => api.Files.GetGalleryAsync(call, RouteNames.Batch(call)));
    public static readonly ApiRoute GetGalleryFile = new("GET", $"{Batch}/gallery/{{name}}", "getGalleryFile", (api, call) => api.Files.GetGalleryFileAsync(call, RouteNames.Batch(call), RouteNames.File(call)));
    public static readonly ApiRoute GetImage = new("GET", $"{Batch}/images/{{name}}", "getImage", (api, call) => api.Files.GetImageAsync(call, RouteNames.Batch(call), RouteNames.File(call)));
    public static readonly ApiRoute ListImages = new("GET", $"{Batch}/images", "listImages", (api, call) => api.Images.ListAsync(call, RouteNames.Batch(call)));
    public static readonly ApiRoute GetPreview = new("GET", $"{Batch}/previews/{{name}}", "getPreview", (api, call) => api.Previews.GetAsync(call, RouteNames.Batch(call), RouteNames.File(call)));
    public static readonly ApiRoute GetImagesZip = new("GET", $"{Batch}/images.zip", "getImagesZip", (api, call) => api.Zips.GetAsync(call, RouteNames.Batch(call)));

    public static readonly ApiRoute GetHealth = new("GET", "/api/health", "getHealth", (api, call) => api.Health.GetAsync(call)) { IsOpen = true };
    public static readonly ApiRoute GetInfo = new("GET", "/api/info", "getInfo", (api, call) => api.Info.GetAsync(call));
    public static readonly ApiRoute GetOpenApiYaml = new("GET", "/api/openapi.yaml", "getOpenApiYaml", (api, call) => api.Contract.GetYamlAsync(call));
    public static readonly ApiRoute GetOpenApiJson = new("GET", "/api/openapi.json", "getOpenApiJson", (api, call) => api.Contract.GetJsonAsync(call));

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        PostJob, ListJobs, GetJob, CancelJob, GetJobImage,
        PostBatch, ListBatches, GetBatch, CancelBatch, RetryBatch, CollectBatch, ListRows, GetRow,
        GetResultsCsv, GetResultsJsonl, GetFailedCsv, GetManifest, GetGallery, GetGalleryFile, ListImages, GetImage, GetPreview, GetImagesZip,
        GetHealth, GetInfo, GetOpenApiYaml, GetOpenApiJson,
    ];

    private static ApiRoute Report(string operationId, string name) =>
        new("GET", $"{Batch}/{name}", operationId, (api, call) => api.Files.GetReportAsync(call, RouteNames.Batch(call), name));
}
