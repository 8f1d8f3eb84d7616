using System.Text.RegularExpressions;
using Seedream.Core.Queues;
using Seedream.Infra.Tests.Support;

namespace Seedream.Infra.Tests.Docs;

/// <summary>samples/*.http show every call of the API, and none that there is not.</summary>
public sealed partial class SampleCallTests
{
    [Fact]
    public void Calls_InTheSample_AreAllOperationsOfTheContract()
    {
        string[] operations = [.. Operations()];
        string[] calls = [.. Call().Matches(Repository.Read("samples/api.http")).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}")];
        Assert.All(operations, operation => Assert.Contains(calls, call => Pattern(operation).IsMatch(call)));
        Assert.All(calls, call => Assert.Contains(operations, operation => Pattern(operation).IsMatch(call)));
    }

    [Fact]
    public void Queues_InTheStorageSample_AreThoseOfTheCode()
    {
        string sample = Repository.Read("samples/azure-storage.http");
        Assert.Contains($".net/{QueueNames.Jobs}/messages", sample, StringComparison.Ordinal);
        Assert.Contains($".net/{QueueNames.Events}/messages", sample, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Operations()
    {
        string path = "";
        foreach (string line in Repository.Read("docs/openapi.yaml").Split('\n'))
        {
            if (line.StartsWith("  /api/", StringComparison.Ordinal))
                path = line.Trim().TrimEnd(':');
            else if (path.Length > 0 && Method().Match(line) is { Success: true } method)
                yield return $"{method.Groups[1].Value.ToUpperInvariant()} {path}";
        }
    }

    private static Regex Pattern(string operation) => new("^" + Regex.Replace(Regex.Escape(operation).Replace("}", "\\}", StringComparison.Ordinal), "\\\\\\{[a-z]+\\\\\\}", "[^/]+") + "$");

    [GeneratedRegex("^(GET|POST) \\{\\{api\\}\\}([^?\\s]+)", RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex("^    (get|post):$")]
    private static partial Regex Method();
}
