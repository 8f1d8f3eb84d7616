using Microsoft.AspNetCore.Http;

namespace Seedream.Api.Routing;

/// <summary>One operation of the API.</summary>
/// <param name="Method">HTTP method; what takes GET takes HEAD.</param>
/// <param name="Template">Route template from the root, for example <c>/api/batches/{batch}</c>.</param>
/// <param name="OperationId">Its name in the OpenAPI document and in the Functions app.</param>
/// <param name="Handle">Answers it.</param>
public sealed record ApiRoute(string Method, string Template, string OperationId, Func<ApiHandlers, HttpContext, Task<IResult>> Handle)
{
    /// <summary>Served without an API key: it tells nothing but that the service is well.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The template as Azure Functions wants it: without the slash in front.</summary>
    public string FunctionRoute => Template[1..];

    /// <summary>Every HTTP method that reaches it.</summary>
    public IReadOnlyList<string> Methods => HttpMethods.IsGet(Method) ? [HttpMethods.Get, HttpMethods.Head] : [Method];

    /// <summary>Names of its route parameters, in order.</summary>
    public IReadOnlyList<string> Parameters =>
        [.. Template.Split('/').Where(segment => segment.StartsWith('{')).Select(segment => segment.Trim('{', '}'))];
}
