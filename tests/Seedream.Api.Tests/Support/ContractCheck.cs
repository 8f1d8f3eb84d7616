using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing.Template;
using Seedream.Api.Routing;

namespace Seedream.Api.Tests.Support;

/// <summary>Holds every answer that any test gets against docs/openapi.yaml: its status, and the code of a refusal, must be listed.</summary>
internal sealed class ContractCheck(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly (ApiRoute Route, TemplateMatcher Matcher)[] Routes =
        [.. ApiRoutes.All.Select(route => (route, new TemplateMatcher(TemplateParser.Parse(route.Template), [])))];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
        ApiRoute? route = Routes.FirstOrDefault(entry => entry.Route.Methods.Contains(request.Method.Method) && entry.Matcher.TryMatch(request.RequestUri!.AbsolutePath, [])).Route;
        int status = (int)answer.StatusCode;
        if (route is null || status == 405)
            return answer;
        JsonObject operation = OpenApi.Operation(route.Method, route.Template);
        if (!operation["responses"]!.AsObject().ContainsKey(status.ToString(CultureInfo.InvariantCulture)))
            throw new InvalidOperationException($"{request.Method} {route.Template} answered {status}, which docs/openapi.yaml does not list: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        if (answer.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            string code = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!["code"]!;
            if (!OpenApi.Codes(operation).Contains(code, StringComparer.Ordinal))
                throw new InvalidOperationException($"{request.Method} {route.Template} answered {code}, which docs/openapi.yaml does not list");
        }

        return answer;
    }
}
