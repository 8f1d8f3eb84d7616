using System.Text;
using Microsoft.AspNetCore.Http;
using Seedream.Api.Requests;
using Seedream.Api.Responses;

namespace Seedream.Api.Contract;

/// <summary>The OpenAPI document, as people read it and as programs do.</summary>
public sealed class ContractReads
{
    private readonly Lazy<byte[]> _yaml = new(ReadYaml);
    private readonly Lazy<byte[]> _json;

    public ContractReads() => _json = new Lazy<byte[]>(() => Encoding.UTF8.GetBytes(YamlSubset.Parse(Encoding.UTF8.GetString(_yaml.Value))!.ToJsonString()));

    public Task<IResult> GetYamlAsync(HttpContext context) => AnswerAsync(context, _yaml.Value, "application/yaml");

    public Task<IResult> GetJsonAsync(HttpContext context) => AnswerAsync(context, _json.Value, "application/json");

    internal static byte[] ReadYaml()
    {
        using Stream resource = typeof(ContractReads).Assembly.GetManifestResourceStream("openapi.yaml")
            ?? throw new InvalidOperationException("the assembly has no openapi.yaml");
        using MemoryStream whole = new();
        resource.CopyTo(whole);
        return whole.ToArray();
    }

    private static Task<IResult> AnswerAsync(HttpContext context, byte[] document, string contentType)
    {
        ArgumentNullException.ThrowIfNull(context);
        _ = new Query(context.Request);
        return Task.FromResult<IResult>(new BytesResult(document, contentType));
    }
}
