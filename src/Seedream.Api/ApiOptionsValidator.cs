using System.Globalization;
using Microsoft.Extensions.Options;

namespace Seedream.Api;

internal sealed class ApiOptionsValidator : IValidateOptions<ApiOptions>
{
    private const int ShortestKey = 16;
    private const int LongestKey = 200;

    public ValidateOptionsResult Validate(string? name, ApiOptions options)
    {
        List<string> problems = [];
        Range(nameof(options.MaxWaitSeconds), options.MaxWaitSeconds, 0, 200);
        Range(nameof(options.MaxJobBytes), options.MaxJobBytes, 1024, 4 * 1024 * 1024);
        Range(nameof(options.BalanceSeconds), options.BalanceSeconds, 1, 3_600);
        // What was found is a secret and stays untold.
        if (options.Key is { Length: > 0 } key && (key.Length is < ShortestKey or > LongestKey || key.AsSpan().ContainsAnyExceptInRange('!', '~')))
            problems.Add($"{ApiOptions.Section}:{nameof(options.Key)} must be {ShortestKey}–{LongestKey} visible ASCII characters without spaces");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Range(string option, int value, int least, int most)
        {
            if (value < least || value > most)
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"{ApiOptions.Section}:{option} must be from {least} to {most}, found {value}"));
        }
    }
}
