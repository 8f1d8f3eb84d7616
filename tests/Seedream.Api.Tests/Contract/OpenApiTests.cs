using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Seedream.Api.Contract;
using Seedream.Api.Problems;
using Seedream.Api.Responses;
using Seedream.Api.Routing;
using Seedream.Api.Tests.Support;

namespace Seedream.Api.Tests.Contract;

public class OpenApiTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private static readonly Dictionary<string, Type> Documents = new(StringComparer.Ordinal)
    {
        ["Job"] = typeof(Api.Jobs.JobDocument),
        ["JobFile"] = typeof(Api.Jobs.JobFile),
        ["JobList"] = typeof(Api.Jobs.JobList),
        ["JobInput"] = typeof(Core.Jobs.JobInput),
        ["Batch"] = typeof(Api.Batches.BatchDocument),
        ["FailedRows"] = typeof(Api.Batches.FailedRowsDocument),
        ["BatchList"] = typeof(Api.Batches.BatchList),
        ["Progress"] = typeof(Api.Batches.ProgressDocument),
        ["Plan"] = typeof(Api.Batches.PlanDocument),
        ["Round"] = typeof(Api.Batches.RoundDocument),
        ["Image"] = typeof(Api.Files.ImageDocument),
        ["ImageList"] = typeof(Api.Files.ImageList),
        ["Row"] = typeof(Api.Rows.RowDocument),
        ["RowList"] = typeof(Api.Rows.RowList),
        ["OutputFile"] = typeof(Core.Outcomes.OutputFile),
        ["Defaults"] = typeof(Core.Jobs.JobDefaults),
        ["Problem"] = typeof(Core.Intake.Problem),
        ["ProblemDocument"] = typeof(ApiProblem),
        ["Health"] = typeof(Api.Health.HealthDocument),
        ["Info"] = typeof(Api.Health.InfoDocument),
        ["Limits"] = typeof(Api.Health.LimitsDocument),
    };

    [Fact]
    public void Document_Operations_AreTheRoutes()
    {
        string[] documented = [.. OpenApi.Paths.SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key} {operation.Value!["operationId"]}")).Order(StringComparer.Ordinal)];

        Assert.Equal(ApiRoutes.All.Select(route => $"{route.Method} {route.Template} {route.OperationId}").Order(StringComparer.Ordinal), documented);
    }

    [Fact]
    public void Document_PathParameters_AreTheRoutes()
    {
        foreach (ApiRoute route in ApiRoutes.All)
        {
            string[] documented = [.. (OpenApi.Operation(route.Method, route.Template)["parameters"]?.AsArray() ?? []).Select(Resolve)
                .Where(parameter => (string)parameter["in"]! == "path").Select(parameter => (string)parameter["name"]!)];
            Assert.Equal(route.Parameters, documented);
        }
    }

    [Fact]
    public void Document_Codes_AreKnownCompleteAndHaveTheirStatusListed()
    {
        HashSet<string> used = [HttpCodes.WrongMethod.Code, HttpCodes.NoRoute.Code];
        foreach (ApiRoute route in ApiRoutes.All)
        {
            JsonObject operation = OpenApi.Operation(route.Method, route.Template);
            foreach (string code in OpenApi.Codes(operation))
            {
                HttpCode known = HttpCodes.Codes.Single(known => known.Code == code);
                Assert.True(operation["responses"]!.AsObject().ContainsKey($"{known.Status}"), $"{route.OperationId} {code}");
                used.Add(code);
            }

            Assert.Equal(route.IsOpen, operation["security"] is JsonArray { Count: 0 });
        }

        Assert.Equal(HttpCodes.Codes.Select(code => code.Code).Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Document_Schemas_HaveTheProperties()
    {
        Assert.Equal(OpenApi.Schemas.Select(schema => schema.Key).Where(name => name != "JobRequest").Order(StringComparer.Ordinal), Documents.Keys.Order(StringComparer.Ordinal));
        foreach ((string name, Type type) in Documents)
        {
            JsonTypeInfo info = ApiJson.Default.GetTypeInfo(type)!;
            Assert.Equal(
                info.Properties.Where(property => property.Get is not null).Select(property => property.Name).Where(property => property != "schema_version").Order(StringComparer.Ordinal),
                OpenApi.Schemas[name]!["properties"]!.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Document_References_LeadSomewhere()
    {
        foreach (JsonNode reference in All(OpenApi.Document).Where(node => node is JsonObject map && map.ContainsKey("$ref")))
            Assert.NotNull(Resolve(reference));
    }

    [Fact]
    public async Task Served_BothForms_AreThePublishedDocument()
    {
        HttpResponseMessage yaml = await fixture.Client.GetAsync("/api/openapi.yaml");
        HttpResponseMessage json = await fixture.Client.GetAsync("/api/openapi.json");

        Assert.Equal(await File.ReadAllTextAsync(Repository.PathOf("docs/openapi.yaml")), await yaml.Content.ReadAsStringAsync());
        Assert.Equal("application/yaml", yaml.Content.Headers.ContentType!.MediaType);
        Assert.True(JsonNode.DeepEquals(OpenApi.Document, await json.JsonAsync(200)));
    }

    [Theory]
    [InlineData("a: 'b'")]
    [InlineData("a: |\n  b")]
    [InlineData("a: b # c")]
    [InlineData("a: &x b")]
    [InlineData("a:\n   b: c")]
    [InlineData("a: 1\na: 2")]
    [InlineData("rubbish")]
    public void Yaml_OutsideTheSubset_IsRefused(string yaml) => Assert.Throws<FormatException>(() => YamlSubset.Parse(yaml));

    private static JsonNode Resolve(JsonNode? node) =>
        node!["$ref"] is { } reference
            ? ((string)reference!)[2..].Split('/').Aggregate((JsonNode)OpenApi.Document, (at, key) => at[key] ?? throw new KeyNotFoundException((string)reference!))
            : node;

    private static IEnumerable<JsonNode> All(JsonNode node) => node switch
    {
        JsonObject map => map.Where(entry => entry.Value is not null).SelectMany(entry => All(entry.Value!)).Prepend(map),
        JsonArray list => list.Where(item => item is not null).SelectMany(item => All(item!)),
        _ => [],
    };
}
