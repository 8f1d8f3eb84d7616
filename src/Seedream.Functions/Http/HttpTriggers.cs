using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Seedream.Api.Routing;
using Seedream.Api.WebConsole;
using Seedream.Functions.Durable;

namespace Seedream.Functions.Http;

/// <summary>
/// Every route of the API, under its operation id. The Functions key guards them. The host asks routes in the order of the
/// functions' names, so the two that take anything have names behind all others.
/// </summary>
public sealed class HttpTriggers(SeedreamApi api, ConsoleFiles console, DurableStarter durable)
{
    private const AuthorizationLevel Key = AuthorizationLevel.Function;

    [Function("postJob")]
    public Task<IResult> PostJob([HttpTrigger(Key, "post", Route = "api/jobs")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.PostJob, request, client);

    [Function("listJobs")]
    public Task<IResult> ListJobs([HttpTrigger(Key, "get", "head", Route = "api/jobs")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.ListJobs, request, client);

    [Function("getJob")]
    public Task<IResult> GetJob([HttpTrigger(Key, "get", "head", Route = "api/jobs/{job}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.GetJob, request, client);

    [Function("cancelJob")]
    public Task<IResult> CancelJob([HttpTrigger(Key, "post", Route = "api/jobs/{job}/cancel")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.CancelJob, request, client);

    [Function("getJobImage")]
    public Task<IResult> GetJobImage([HttpTrigger(Key, "get", "head", Route = "api/jobs/{job}/images/{name}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.GetJobImage, request, client);

    [Function("postBatch")]
    public Task<IResult> PostBatch([HttpTrigger(Key, "post", Route = "api/batches")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.PostBatch, request, client);

    [Function("listBatches")]
    public Task<IResult> ListBatches([HttpTrigger(Key, "get", "head", Route = "api/batches")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.ListBatches, request, client);

    [Function("getBatch")]
    public Task<IResult> GetBatch([HttpTrigger(Key, "get", "head", Route = "api/batches/{batch}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.GetBatch, request, client);

    [Function("cancelBatch")]
    public Task<IResult> CancelBatch([HttpTrigger(Key, "post", Route = "api/batches/{batch}/cancel")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.CancelBatch, request, client);

    [Function("retryBatch")]
    public Task<IResult> RetryBatch([HttpTrigger(Key, "post", Route = "api/batches/{batch}/retry")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.RetryBatch, request, client);

    [Function("collectBatch")]
    public Task<IResult> CollectBatch([HttpTrigger(Key, "post", Route = "api/batches/{batch}/collect")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.CollectBatch, request, client);

    [Function("listRows")]
    public Task<IResult> ListRows([HttpTrigger(Key, "get", "head", Route = "api/batches/{batch}/rows")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.ListRows, request, client);

    [Function("getRow")]
    public Task<IResult> GetRow([HttpTrigger(Key, "get", "head", Route = "api/batches/{batch}/rows/{row}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.GetRow, request, client);

    [Function("getResultsCsv")]
    public Task<IResult> GetResultsCsv([HttpTrigger(Key, "get", "head", Route = "api/batches/{batch}/results.csv")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.GetResultsCsv, request, client);

    [Function("getResultsJsonl")]
    public Task<IResult> GetResultsJsonl([HttpTrigger(Key, "get", "head", Route = "api/batches/{batch}/results.jsonl")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.GetResultsJsonl, request, client);

    [Function("getFailedCsv")]
    public Task<IResult> GetFailedCsv([HttpTrigger(Key, "get", "head", Route = "api/batches/{batch}/failed.csv")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.GetFailedCsv, request, client);

    [Function("getManifest")]
    public Task<IResult> GetManifest([HttpTrigger(Key, "get", "head", Route = "api/batches/{batch}/manifest.json")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.GetManifest, request, client);

    [Function("getGallery")]
    public Task<IResult> GetGallery([HttpTrigger(Key, "get", "head", Route = "api/batches/{batch}/gallery")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.GetGallery, request, client);

    [Function("getGalleryFile")]
    public Task<IResult> GetGalleryFile([HttpTrigger(Key, "get", "head", Route = "api/batches/{batch}/gallery/{name}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.GetGalleryFile, request, client);

    [Function("listImages")]
    public Task<IResult> ListImages([HttpTrigger(Key, "get", "head", Route = "api/batches/{batch}/images")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.ListImages, request, client);

    [Function("getImage")]
    public Task<IResult> GetImage([HttpTrigger(Key, "get", "head", Route = "api/batches/{batch}/images/{name}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.GetImage, request, client);

    [Function("getPreview")]
    public Task<IResult> GetPreview([HttpTrigger(Key, "get", "head", Route = "api/batches/{batch}/previews/{name}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.GetPreview, request, client);

    [Function("getImagesZip")]
    public Task<IResult> GetImagesZip([HttpTrigger(Key, "get", "head", Route = "api/batches/{batch}/images.zip")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.GetImagesZip, request, client);

    [Function("getHealth")]
    public Task<IResult> GetHealth([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/health")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.GetHealth, request, client);

    [Function("getInfo")]
    public Task<IResult> GetInfo([HttpTrigger(Key, "get", "head", Route = "api/info")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.GetInfo, request, client);

    [Function("getOpenApiYaml")]
    public Task<IResult> GetOpenApiYaml([HttpTrigger(Key, "get", "head", Route = "api/openapi.yaml")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.GetOpenApiYaml, request, client);

    [Function("getOpenApiJson")]
    public Task<IResult> GetOpenApiJson([HttpTrigger(Key, "get", "head", Route = "api/openapi.json")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        AnswerAsync(ApiRoutes.GetOpenApiJson, request, client);

    /// <summary>Whatever else is asked for below <c>/api</c>: a problem document that says so.</summary>
    [Function("unknownRoute")]
    public IResult Refuse([HttpTrigger(Key, "get", "head", "post", "put", "patch", "delete", Route = "api/{*rest}")] HttpRequest request) => api.Refuse(request.HttpContext);

    /// <summary>The web console at the root. Its files hold nothing secret, so they need no key; the API it calls does.</summary>
    [Function("webConsole")]
    public Task<IResult> Console([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{*path}")] HttpRequest request, string? path) =>
        console.GetAsync(request.HttpContext, path);

    private Task<IResult> AnswerAsync(ApiRoute route, HttpRequest request, DurableTaskClient client)
    {
        durable.Client = client;
        return api.RunAsync(route, request.HttpContext);
    }
}
