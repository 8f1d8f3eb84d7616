using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Seedream.Api.WebConsole;

namespace Seedream.Api.Routing;

/// <summary>Maps the API into an ASP.NET Core host.</summary>
public static class ApiMapping
{
    /// <summary>
    /// Every route of <see cref="ApiRoutes"/>, and problem documents for whatever else is asked below <c>/api</c>. The host
    /// calls <c>UseSeedreamGuard</c> first.
    /// </summary>
    public static IEndpointConventionBuilder MapSeedreamApi(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        SeedreamApi api = endpoints.ServiceProvider.GetRequiredService<SeedreamApi>();
        RouteGroupBuilder group = endpoints.MapGroup("");
        foreach (ApiRoute route in ApiRoutes.All)
            group.MapMethods(route.Template, route.Methods, context => ExecuteAsync(api.RunAsync(route, context), context)).WithName(route.OperationId);

        // Last in order, so that it takes only what no route takes.
        group.Map("/api/{**rest}", context => api.Refuse(context).ExecuteAsync(context)).WithOrder(int.MaxValue);
        return group;
    }

    /// <summary>The web console at the host's root, beside the API.</summary>
    public static IEndpointConventionBuilder MapSeedreamConsole(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ConsoleFiles console = endpoints.ServiceProvider.GetRequiredService<ConsoleFiles>();
        SeedreamApi api = endpoints.ServiceProvider.GetRequiredService<SeedreamApi>();
        // As late as what is refused below /api, which is the more specific of the two.
        return endpoints.Map("/{**path}", context => ExecuteAsync(AnswerAsync(context), context)).WithOrder(int.MaxValue);

        Task<IResult> AnswerAsync(HttpContext context) => HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
            ? console.GetAsync(context, context.Request.Path.Value)
            : Task.FromResult(api.Refuse(context));
    }

    private static async Task ExecuteAsync(Task<IResult> answer, HttpContext context) => await (await answer).ExecuteAsync(context);
}
