using System.Text;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;

namespace Seedream.Core.Tests.Intake;

/// <summary>A prompt file read to its end.</summary>
internal sealed record Reading(
    PromptHeader Header, IReadOnlyList<PromptRow> Rows, IReadOnlyList<Problem> FileProblems, bool IsRejected, string Format, string Sha256, long Bytes)
{
    public IReadOnlyList<string> Codes => [.. FileProblems.Concat(Rows.SelectMany(row => row.Problems)).Select(problem => problem.Code)];

    public Problem Problem(ProblemCode code) =>
        Assert.Single(FileProblems.Concat(Rows.SelectMany(row => row.Problems)), problem => problem.Code == code.Code);

    public static Task<Reading> TextAsync(string text, string name = "test.csv", IntakeOptions? options = null, JobDefaults? defaults = null) =>
        BytesAsync(Encoding.UTF8.GetBytes(text), name, options, defaults);

    public static Task<Reading> BytesAsync(byte[] bytes, string name = "test.csv", IntakeOptions? options = null, JobDefaults? defaults = null) =>
        StreamAsync(new MemoryStream(bytes), name, options, defaults);

    public static async Task<Reading> StreamAsync(Stream stream, string name = "test.csv", IntakeOptions? options = null, JobDefaults? defaults = null)
    {
        await using PromptFile file = await PromptFile.OpenAsync(stream, name, options ?? new IntakeOptions(), defaults ?? new JobDefaults(), CancellationToken.None);
        List<PromptRow> rows = [];
        await foreach (PromptRow row in file.ReadRowsAsync())
            rows.Add(row);
        return new Reading(file.Header, rows, file.FileProblems, file.IsRejected, file.Format, file.ContentSha256, file.ContentBytes);
    }
}
