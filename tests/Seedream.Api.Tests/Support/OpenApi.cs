using System.Text;
using System.Text.Json.Nodes;
using Seedream.Api.Contract;

namespace Seedream.Api.Tests.Support;

/// <summary>The published contract.</summary>
internal static class OpenApi
{
    public static JsonObject Document { get; } = YamlSubset.Parse(Encoding.UTF8.GetString(ContractReads.ReadYaml()))!.AsObject();

    public static JsonObject Paths => Document["paths"]!.AsObject();

    public static JsonObject Schemas => Document["components"]!["schemas"]!.AsObject();

    public static JsonObject Operation(string method, string template) =>
        Paths[template]?[method.ToLowerInvariant()]?.AsObject() ?? throw new KeyNotFoundException($"{method} {template} is not in docs/openapi.yaml");

    public static string[] Codes(JsonObject operation) => [.. operation["x-problem-codes"]!.AsArray().Select(code => (string)code!)];
}
