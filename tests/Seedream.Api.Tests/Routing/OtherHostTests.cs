using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Seedream.Api.Routing;
using Seedream.Api.Tests.Support;

namespace Seedream.Api.Tests.Routing;

/// <summary>The way an Azure Functions trigger calls in: a request, route values bound by the host, a result to send.</summary>
public class OtherHostTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Run_WithBoundRouteValues_AnswersAsTheEndpointDoes()
    {
        (int status, string body) = await CallAsync(ApiRoutes.GetBatch, KeyValuePair.Create("batch", fixture.Batch));

        Assert.Equal(200, status);
        Assert.Equal(await fixture.Client.GetStringAsync($"/api/batches/{fixture.Batch}"), body);
    }

    [Fact]
    public async Task Run_WithAnIdThatIsNone_IsAProblem()
    {
        (int status, string body) = await CallAsync(ApiRoutes.GetBatch, KeyValuePair.Create("batch", "../x"));

        Assert.Equal(404, status);
        Assert.Equal("HTTP404", (string)JsonNode.Parse(body)!["code"]!);
    }

    [Fact]
    public void Routes_ForFunctions_AreBelowTheirPrefix()
    {
        Assert.All(ApiRoutes.All, route => Assert.StartsWith("/api/", route.Template, StringComparison.Ordinal));
        Assert.Equal("api/batches/{batch}/images/{name}", ApiRoutes.GetImage.FunctionRoute);
        Assert.Equal(ApiRoutes.All.Count, ApiRoutes.All.Select(route => route.OperationId).Distinct(StringComparer.Ordinal).Count());
    }

    private async Task<(int Status, string Body)> CallAsync(ApiRoute route, params KeyValuePair<string, string>[] values)
    {
        using MemoryStream body = new();
        await using ServiceProvider services = new ServiceCollection().AddLogging().BuildServiceProvider();
        DefaultHttpContext context = new() { RequestServices = services, Response = { Body = body } };
        context.Request.Method = route.Method;
        IResult result = await fixture.Server.Get<SeedreamApi>().RunAsync(route, context.Request, values);
        await result.ExecuteAsync(context);
        return (context.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray()));
    }
}
