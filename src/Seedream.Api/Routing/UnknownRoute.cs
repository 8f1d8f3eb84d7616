using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Template;
using Seedream.Api.Problems;

namespace Seedream.Api.Routing;

/// <summary>Tells a wrong method from a wrong address.</summary>
internal static class UnknownRoute
{
    private static readonly (ApiRoute Route, TemplateMatcher Matcher)[] Matchers =
        [.. ApiRoutes.All.Select(route => (route, new TemplateMatcher(TemplateParser.Parse(route.Template), [])))];

    public static ApiException Describe(HttpRequest request)
    {
        string[] allowed = [.. Matchers.Where(entry => entry.Matcher.TryMatch(request.Path, [])).SelectMany(entry => entry.Route.Methods).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return allowed.Length == 0
            ? new ApiException(HttpCodes.NoRoute, "no address of the API looks like this one")
            : new ApiException(HttpCodes.WrongMethod, $"expected {string.Join(" or ", allowed)}, found {request.Method}")
            {
                Headers = [new("Allow", string.Join(", ", allowed))],
            };
    }
}
