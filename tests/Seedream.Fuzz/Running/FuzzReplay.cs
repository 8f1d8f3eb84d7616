namespace Seedream.Fuzz.Running;

/// <summary>Runs a case again alone, to show its input.</summary>
internal static class FuzzReplay
{
    public static IReadOnlyList<string> InputsOf(string target, ulong seed, long number)
    {
        FuzzCase fuzz = new(seed, target, number, isRecorded: true);
        try
        {
            FuzzTargets.Create(target).RunAsync(fuzz).GetAwaiter().GetResult();
        }
        catch (Exception)
        {
            // It is known to fail: only its inputs are wanted here.
        }

        return fuzz.Inputs;
    }
}
