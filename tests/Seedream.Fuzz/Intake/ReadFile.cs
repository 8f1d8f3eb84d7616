using Seedream.Core.Intake;
using Seedream.Core.Jobs;

namespace Seedream.Fuzz.Intake;

/// <summary>A prompt file that was read to its end.</summary>
internal sealed record ReadFile(PromptHeader Header, IReadOnlyList<PromptRow> Rows, IReadOnlyList<Problem> FileProblems, bool IsRejected, string Sha256, long Bytes)
{
    public static async Task<ReadFile> OfAsync(Stream content, string name, IntakeOptions options)
    {
        await using PromptFile file = await PromptFile.OpenAsync(content, name, options, new JobDefaults(), CancellationToken.None);
        List<PromptRow> rows = [];
        while (await file.ReadRowAsync(CancellationToken.None) is { } row)
            rows.Add(row);
        return new ReadFile(file.Header, rows, file.FileProblems, file.IsRejected, file.ContentSha256, file.ContentBytes);
    }
}
