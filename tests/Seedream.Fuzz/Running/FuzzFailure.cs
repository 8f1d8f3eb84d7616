namespace Seedream.Fuzz.Running;

/// <summary>A case that failed, and how to run it again.</summary>
internal sealed record FuzzFailure(string Target, ulong Seed, long Case, string Problem, IReadOnlyList<string> Inputs)
{
    /// <summary>Failures of one cause look alike: what was raised and the innermost lines of the product it came through.</summary>
    public required string Cause { get; init; }

    public override string ToString() =>
        $"{Target} --seed {Seed} --case {Case}\n  {Problem.ReplaceLineEndings("\n  ")}\n{string.Concat(Inputs.Select(input => $"  input {input}\n"))}";
}
