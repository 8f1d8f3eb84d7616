using System.Security.Cryptography;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Reporting;
using Seedream.Fuzz.Running;

namespace Seedream.Fuzz.Intake;

/// <summary>What holds of every prompt file, however it looks: nothing is raised, every row is accounted for, every problem is said well.</summary>
internal static class PromptFileProperties
{
    private const int MostProblemsOfARow = 201;
    private static readonly Dictionary<string, ProblemCode> Codes = ProblemCodes.All.ToDictionary(code => code.Code, StringComparer.Ordinal);

    public static async Task<ReadFile> CheckAsync(FuzzCase fuzz, byte[] bytes, string name, IntakeOptions options)
    {
        ReadFile read = await ReadFile.OfAsync(new PieceStream(bytes, fuzz.Dice.OneIn(3) ? fuzz.Dice.Between(1, 50) : int.MaxValue), name, options);
        CheckWhole(read, bytes, options);
        CheckHeader(read);
        int line = 1;
        for (int index = 0; index < read.Rows.Count; index++)
        {
            PromptRow row = read.Rows[index];
            Expect.Equal(index + 1, row.Row, "row number");
            Expect.That(row.Line >= line, $"row {row.Row} is on line {row.Line}, the one before on {line}");
            line = row.Line;
            CheckRow(read, row, options);
        }

        if (fuzz.Dice.OneIn(8))
            await CheckPiecesDoNotMatterAsync(fuzz, read, bytes, name, options);
        return read;
    }

    private static void CheckWhole(ReadFile read, byte[] bytes, IntakeOptions options)
    {
        Expect.That(read.IsRejected || read.Rows.Count > 0, "the file is accepted and has no rows");
        Expect.That(read.Rows.Count <= options.MaxRows, $"{read.Rows.Count} rows, allowed are {options.MaxRows}");
        foreach (Problem problem in read.FileProblems)
            CheckProblem(problem);
        Expect.Equal(read.IsRejected, read.FileProblems.Any(problem => problem.Severity == Severity.FileError), "rejected for a reason");
        if (read.FileProblems.Any(problem => problem.Code == ProblemCodes.TooManyBytes.Code))
            return;
        Expect.Equal(bytes.Length, read.Bytes, "bytes read");
        Expect.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), read.Sha256, "hash");
    }

    private static void CheckHeader(ReadFile read)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        for (int index = 0; index < read.Header.Columns.Count; index++)
        {
            string name = read.Header.Columns[index];
            Expect.That(name.Length <= 220, $"a column's name has {name.Length} characters");
            Expect.IsWhole(name, "a column's name");
            // A row's metadata goes by name: of two columns of one name one would be lost.
            Expect.That(read.IsRejected || names.Add(name), $"two columns are called '{name}'");
        }
    }

    private static void CheckRow(ReadFile read, PromptRow row, IntakeOptions options)
    {
        Expect.That(row.Problems.Count <= MostProblemsOfARow, $"row {row.Row} has {row.Problems.Count} problems");
        foreach (Problem problem in row.Problems)
        {
            CheckProblem(problem);
            Expect.That(problem.Row == row.Row && problem.Line == row.Line, "a problem of a row names another row");
        }

        Expect.That(row.Cells.Count <= read.Header.Columns.Count + 1, $"{row.Cells.Count} cells for {read.Header.Columns.Count} columns");
        foreach (string cell in row.Cells)
        {
            Expect.That(cell is not null, "a cell is null");
            Expect.IsWhole(cell, "a cell");
        }

        bool hasError = row.Problems.Any(problem => problem.Severity != Severity.Warning);
        Expect.Equal(row.Input is null, hasError, $"row {row.Row} without input for a reason");
        if (row.Input is null)
            _ = InvalidOutcome.From(row);
        else
            CheckInput(row, row.Input, options);
        if (row.Id is { } id)
            Expect.That(id.Length is > 0 and <= 128, $"an id of {id.Length} characters");
    }

    public static void CheckInput(PromptRow row, JobInput input, IntakeOptions options)
    {
        Expect.That(input.Prompt.Trim().Length > 0, "a prompt is blank");
        Expect.That(input.Prompt.Length <= options.MaxPromptLength, "a prompt is longer than allowed");
        Expect.That(!input.Prompt.Any(c => char.IsControl(c) && c is not ('\t' or '\r' or '\n')), "a prompt has a control character");
        Expect.IsWhole(input.Prompt, "a prompt");
        Expect.That(input.MaxImages is null or (>= 1 and <= 15), $"max_images is {input.MaxImages}");
        Expect.That(input.MaxImages is null || input.SequentialImageGeneration == SequentialImageGeneration.Auto, "max_images without auto");
        Expect.That(row.Cells.Any(cell => cell.Trim() == input.Prompt), "the prompt is in no cell");
    }

    public static void CheckProblem(Problem problem)
    {
        Expect.That(Codes.TryGetValue(problem.Code, out ProblemCode? code), $"the code {problem.Code} is not documented");
        Expect.Equal(code.Severity, problem.Severity, problem.Code);
        Expect.IsMessage(problem.Message, $"the message of {problem.Code}");
        Expect.IsMessage(problem.Suggestion, $"the suggestion of {problem.Code}", 250);
        Expect.IsMessage(problem.Column, $"the column of {problem.Code}", 250);
    }

    // However the bytes arrive, the file is the same.
    private static async Task CheckPiecesDoNotMatterAsync(FuzzCase fuzz, ReadFile first, byte[] bytes, string name, IntakeOptions options)
    {
        ReadFile second = await ReadFile.OfAsync(new PieceStream(bytes, fuzz.Dice.Between(1, 7)), name, options);
        Expect.Equal(first.IsRejected, second.IsRejected, "rejected in small pieces");
        Expect.That(first.Header.Columns.SequenceEqual(second.Header.Columns), "the header differs in small pieces");
        Expect.Equal(first.Rows.Count, second.Rows.Count, "rows in small pieces");
        Expect.That(first.FileProblems.SequenceEqual(second.FileProblems), "problems of the file differ in small pieces");
        for (int index = 0; index < first.Rows.Count; index++)
        {
            PromptRow one = first.Rows[index];
            PromptRow other = second.Rows[index];
            Expect.That(one.Line == other.Line && one.Id == other.Id && one.Input == other.Input && one.Cells.SequenceEqual(other.Cells) && one.Problems.SequenceEqual(other.Problems), $"row {one.Row} differs in small pieces");
        }
    }
}
