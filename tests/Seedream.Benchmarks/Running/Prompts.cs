using System.Text;

namespace Seedream.Benchmarks.Running;

/// <summary>The prompts of every scenario: numbered, so that a job's generation time follows from its prompt.</summary>
internal static class Prompts
{
    public static IReadOnlyList<string> Of(int count, int first = 1) =>
        [.. Enumerable.Range(first, count).Select(number => $"poster {Text.Of(number)} of a lighthouse in a storm, oil on canvas")];

    public static byte[] Csv(int count, int first = 1)
    {
        StringBuilder text = new("prompt,number\n");
        foreach (string prompt in Of(count, first))
            text.Append('"').Append(prompt).Append("\",").Append(NumberOf(prompt)).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static int NumberOf(string prompt) => int.Parse(prompt.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
}
