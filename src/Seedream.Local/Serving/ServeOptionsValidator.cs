using System.Globalization;
using Microsoft.Extensions.Options;

namespace Seedream.Local.Serving;

internal sealed class ServeOptionsValidator : IValidateOptions<ServeOptions>
{
    public ValidateOptionsResult Validate(string? name, ServeOptions options)
    {
        List<string> problems = [];
        Range(nameof(options.MaxBatches), options.MaxBatches, 1, 100);
        Range(nameof(options.LookEvery), options.LookEvery, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(5));
        Range(nameof(options.MaxQueuePoll), options.MaxQueuePoll, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1));
        Range(nameof(options.MessagesAtOnce), options.MessagesAtOnce, 1, 128);
        Range(nameof(options.Visibility), options.Visibility, TimeSpan.FromSeconds(2), TimeSpan.FromHours(1));
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Range<T>(string option, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"{ServeOptions.Section}:{option} must be from {least} to {most}, found {value}"));
        }
    }
}
