using System.Reflection;
using Microsoft.AspNetCore.Http;
using Seedream.Api.Requests;
using Seedream.Api.Responses;
using Seedream.Core.Intake;
using Seedream.Core.RunComfy;
using Seedream.Core.Submission;

namespace Seedream.Api.Health;

/// <summary>Tells callers what they deal with: version, price, balance, limits.</summary>
public sealed class InfoReads
{
    private static readonly string Version =
        typeof(InfoReads).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private readonly ImagePrice _price;
    private readonly AccountBalance _balance;
    private readonly RunComfyOptions _api;
    private readonly IntakeOptions _intake;
    private readonly JobsOptions _jobs;
    private readonly ApiOptions _options;

    public InfoReads(ImagePrice price, AccountBalance balance, RunComfyOptions api, IntakeOptions intake, JobsOptions jobs, ApiOptions options)
    {
        _price = price;
        _balance = balance;
        _api = api;
        _intake = intake;
        _jobs = jobs;
        _options = options;
    }

    public async Task<IResult> GetAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _ = new Query(context.Request);
        (Balance? balance, string? errorCode) = await _balance.GetAsync(context.RequestAborted);
        InfoDocument info = new()
        {
            Version = Version,
            Model = _api.Model,
            PricePerImageUsd = await _price.GetAsync(context.RequestAborted),
            Balance = balance?.Amount,
            BalanceCurrency = balance?.Currency,
            BalanceErrorCode = errorCode,
            Limits = new LimitsDocument
            {
                MaxRows = _intake.MaxRows,
                MaxFileBytes = _intake.MaxBytes,
                MaxImages = _intake.MaxImages,
                MaxCostUsd = _intake.MaxCostUsd,
                MaxPromptLength = _intake.MaxPromptLength,
                MaxParallel = _jobs.MaxParallel,
                MaxJobBytes = _options.MaxJobBytes,
                MaxWaitSeconds = _options.MaxWaitSeconds,
            },
        };
        return new JsonResult<InfoDocument>(info, ApiJson.Default.InfoDocument);
    }
}
