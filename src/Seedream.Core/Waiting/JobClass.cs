using Seedream.Core.Jobs;

namespace Seedream.Core.Waiting;

/// <summary>
/// What generation time depends on: size class, optimisation mode, most images. As a small number, since it travels with
/// every ticket.
/// </summary>
public readonly record struct JobClass(int Code)
{
    public static JobClass Of(JobInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        int size = input.Resolution.Class == ResolutionClass.ThreeK ? 200 : 0;
        int mode = input.OptimizePromptOptions == PromptOptimization.Fast ? 100 : 0;
        return new JobClass(size + mode + input.MostImages);
    }

    /// <summary>Of the 3K size class.</summary>
    public bool IsLarge => Code >= 200;

    /// <summary>With prompt optimisation in fast mode.</summary>
    public bool IsFast => Code % 200 >= 100;

    /// <summary>
    /// Seconds to expect before anything is learned: 12 s for one 2K image (measured by nobody; the vendor says "within
    /// 60 s"), more for 3K and for groups, less in fast mode. Only the first few looks depend on it.
    /// </summary>
    public double PriorSeconds
    {
        get
        {
            double size = IsLarge ? 1.6 : 1;
            double mode = IsFast ? 0.7 : 1;
            return 12 * size * mode * (1 + (0.5 * (Math.Max(1, Code % 100) - 1)));
        }
    }
}
