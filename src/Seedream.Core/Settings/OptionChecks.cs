using System.Globalization;
using Microsoft.Extensions.Options;

namespace Seedream.Core.Settings;

/// <summary>Collects what is wrong with a section, so that all of it is told at once.</summary>
internal sealed class OptionChecks(string section)
{
    private readonly List<string> _problems = [];

    public OptionChecks Range<T>(string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            _problems.Add(string.Create(CultureInfo.InvariantCulture, $"{section}:{name} must be from {least} to {most}, found {value}"));
        return this;
    }

    public OptionChecks That(bool isRight, string problem)
    {
        if (!isRight)
            _problems.Add($"{section}:{problem}");
        return this;
    }

    public ValidateOptionsResult Result() => _problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_problems);
}
