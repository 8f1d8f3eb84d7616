using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Seedream.Api.Problems;
using Seedream.Core.Storage;

namespace Seedream.Api.WebConsole;

/// <summary>
/// The web console: static files, embedded in this assembly, that hold nothing secret and need no key. The pages find the API
/// at <c>./api/</c> relative to themselves, so they work behind any path prefix. Any host hands calls in here; every header
/// that protects the page is set here.
/// </summary>
public sealed class ConsoleFiles
{
    private const string Resources = "Console/";
    private const string Index = "index.html";

    private static readonly FrozenDictionary<string, Lazy<ConsoleFile>> Files = Load();

    private readonly FrozenDictionary<string, Lazy<ConsoleFile>> _files = Files;

    /// <summary>The names of all files, relative to the console's address; the page itself is <c>index.html</c>.</summary>
    public static IReadOnlyCollection<string> Names => Files.Keys;

    /// <summary>Whether the path, with or without its leading slash, is a file of the console.</summary>
    public static bool Has(string? path) => Files.ContainsKey(NameOf(path));

    /// <summary>Answers a call for a file of the console; whatever is none is a problem document (<c>HTTP4041</c>).</summary>
    /// <param name="context">The call.</param>
    /// <param name="path">The path below the console's address; empty for the page itself.</param>
    public Task<IResult> GetAsync(HttpContext context, string? path)
    {
        ArgumentNullException.ThrowIfNull(context);
        // Relative addresses need the slash that a prefix may lack.
        if (string.IsNullOrEmpty(context.Request.Path.Value) && context.Request.PathBase.HasValue)
            return Task.FromResult(Results.Redirect($"{context.Request.PathBase}/{context.Request.QueryString}"));
        return Task.FromResult<IResult>(_files.TryGetValue(NameOf(path), out Lazy<ConsoleFile>? file)
            ? new ConsoleFileResult(file.Value)
            : new ProblemResult(new ApiException(HttpCodes.NoRoute, "the console has no such page; its address is the one above /api")));
    }

    private static string NameOf(string? path) => path?.TrimStart('/') is { Length: > 0 } name ? name : Index;

    private static FrozenDictionary<string, Lazy<ConsoleFile>> Load()
    {
        Assembly assembly = typeof(ConsoleFiles).Assembly;
        Dictionary<string, Lazy<ConsoleFile>> files = assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Resources, StringComparison.Ordinal))
            .ToDictionary(resource => resource[Resources.Length..], resource => new Lazy<ConsoleFile>(() => Read(assembly, resource)), StringComparer.Ordinal);
        files[CodeBook.FileName] = new Lazy<ConsoleFile>(() => new ConsoleFile(ContentTypes.For(CodeBook.FileName), CodeBook.Write()));
        return files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static ConsoleFile Read(Assembly assembly, string resource)
    {
        using Stream stream = assembly.GetManifestResourceStream(resource)!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new ConsoleFile(ContentTypes.For(resource), content);
    }
}
