using Microsoft.Extensions.Options;

namespace Seedream.Core.RunComfy;

/// <summary>Checks the section at start and lists everything that is wrong with it.</summary>
public sealed class RunComfyOptionsValidator : IValidateOptions<RunComfyOptions>
{
    public ValidateOptionsResult Validate(string? name, RunComfyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<string>();
        CheckAddress(problems, nameof(options.BaseUrl), options.BaseUrl);
        if (options.AccountUrl is { } accountUrl)
            CheckAddress(problems, nameof(options.AccountUrl), accountUrl);
        if (!string.IsNullOrEmpty(options.ApiToken) && !ApiToken.IsValid(options.ApiToken))
            problems.Add($"{RunComfyOptions.Section}:ApiToken contains spaces, line breaks or characters outside ASCII");
        if (!IsModelId(options.Model))
            problems.Add($"{RunComfyOptions.Section}:Model '{options.Model}' is not a model id such as bytedance/seedream-5/lite/text-to-image");
        if (options.PricePerImage < 0)
            problems.Add($"{RunComfyOptions.Section}:PricePerImage must not be negative");
        if (!Enum.IsDefined(options.BalanceCheck))
            problems.Add($"{RunComfyOptions.Section}:BalanceCheck must be Stop or Warn");
        CheckRange(problems, nameof(options.SubmitTimeout), options.SubmitTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        CheckRange(problems, nameof(options.CallTimeout), options.CallTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        CheckRange(problems, nameof(options.DownloadTimeout), options.DownloadTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        if (options.MaxFileBytes is < 1L << 20 or > 1L << 31)
            problems.Add($"{RunComfyOptions.Section}:MaxFileBytes must lie between 1 MiB and 2 GiB");
        foreach (string host in options.OutputHosts)
        {
            // An IP address or a whole top-level domain would open the door to anybody.
            if (Uri.CheckHostName(host) != UriHostNameType.Dns || !host.Contains('.', StringComparison.Ordinal) || host.EndsWith('.'))
                problems.Add($"{RunComfyOptions.Section}:OutputHosts '{host}' is not a host name such as runcomfy.net");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <summary>Path segments of letters, digits, <c>.</c>, <c>_</c> and <c>-</c>; none is <c>.</c> or <c>..</c>.</summary>
    internal static bool IsModelId(string? model) =>
        model is { Length: > 0 and <= 200 }
        && Array.TrueForAll(model.Split('/'), segment =>
            segment is not ("" or "." or "..") && segment.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'));

    private static void CheckAddress(List<string> problems, string name, Uri? url)
    {
        if (url is not { IsAbsoluteUri: true } || url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
            problems.Add($"{RunComfyOptions.Section}:{name} must be an absolute address without user, query and fragment");
        else if (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && Loopback.Is(url)))
            problems.Add($"{RunComfyOptions.Section}:{name} must be https, since the token is sent there (http only to this machine)");
    }

    private static void CheckRange(List<string> problems, string name, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
            problems.Add($"{RunComfyOptions.Section}:{name} must lie between {least} and {most}");
    }
}
