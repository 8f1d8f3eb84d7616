using Microsoft.Extensions.Configuration;
using Seedream.Core.RunComfy;

namespace Seedream.Local.Configuration;

/// <summary>The settings of one command: environment variables, and above them what the command line says.</summary>
internal sealed class Settings
{
    private const string BaseUrlKey = RunComfyOptions.Section + ":" + nameof(RunComfyOptions.BaseUrl);
    private const string TokenKey = RunComfyOptions.Section + ":" + nameof(RunComfyOptions.ApiToken);

    private Settings(IConfiguration values) => Values = values;

    public IConfiguration Values { get; }

    /// <summary>The API's address where somebody named one.</summary>
    public string? BaseUrl => NotBlank(Values[BaseUrlKey]);

    public bool HasToken => TokenVariables.Find(Values) is not null;

    /// <summary>Names a variable that looks like a token and is not read, with a space before it; empty when there is none.</summary>
    public string TokenHint => HasToken ? "" : TokenVariables.Hint(TokenVariables.Lookalike(Values));

    /// <param name="commandLine">Keys and values of the options given; null values were not.</param>
    public static Settings Read(IEnumerable<KeyValuePair<string, string?>> commandLine) => new(
        new ConfigurationBuilder()
            .AddEnvironmentVariables()
            .AddInMemoryCollection(commandLine.Where(setting => setting.Value is not null))
            .Build());

    /// <summary>The same settings, pointed at another address.</summary>
    public Settings For(Uri baseUrl, string token) => new(
        new ConfigurationBuilder()
            .AddConfiguration(Values)
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { [BaseUrlKey] = baseUrl.ToString(), [TokenKey] = token })
            .Build());

    private static string? NotBlank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
