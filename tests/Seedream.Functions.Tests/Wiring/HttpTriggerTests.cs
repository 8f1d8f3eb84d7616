using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Seedream.Api.Routing;
using Seedream.Functions.Http;

namespace Seedream.Functions.Tests.Wiring;

/// <summary>Every route of the API is a function of the app: same address, same methods, under its operation id.</summary>
public sealed class HttpTriggerTests
{
    private static readonly Dictionary<string, (MethodInfo Method, HttpTriggerAttribute Trigger)> Functions = typeof(HttpTriggers)
        .GetMethods()
        .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null)
        .ToDictionary(
            method => method.GetCustomAttribute<FunctionAttribute>()!.Name,
            method => (method, method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).First(trigger => trigger is not null)!),
            StringComparer.Ordinal);

    public static TheoryData<string> Operations => [.. ApiRoutes.All.Select(route => route.OperationId)];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Function_OfEachRoute_HasItsAddressMethodsAndGuard(string operation)
    {
        ApiRoute route = ApiRoutes.All.Single(known => known.OperationId == operation);
        Assert.True(Functions.TryGetValue(operation, out (MethodInfo Method, HttpTriggerAttribute Trigger) function), $"no function {operation}");

        Assert.Equal(route.FunctionRoute, function.Trigger.Route);
        Assert.Equal(route.Methods.Order(StringComparer.OrdinalIgnoreCase), function.Trigger.Methods!.Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(route.IsOpen ? AuthorizationLevel.Anonymous : AuthorizationLevel.Function, function.Trigger.AuthLevel);
    }

    [Fact]
    public void Functions_ThatTakeAnyAddress_ComeLastInTheOrderOfNames()
    {
        // The host goes by name, not by how specific a route is: an earlier name would keep calls from all later ones.
        string[] inOrder = [.. Functions.Keys.Order(StringComparer.OrdinalIgnoreCase)];

        Assert.Equal(["unknownRoute", "webConsole"], inOrder[^2..]);
        Assert.Equal("api/{*rest}", Functions["unknownRoute"].Trigger.Route);
        Assert.Equal("{*path}", Functions["webConsole"].Trigger.Route);
        Assert.Equal(AuthorizationLevel.Anonymous, Functions["webConsole"].Trigger.AuthLevel);
        Assert.Equal(ApiRoutes.All.Count, inOrder.Length - 2);
    }
}
