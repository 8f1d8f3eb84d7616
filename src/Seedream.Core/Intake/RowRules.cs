using System.Globalization;
using Seedream.Core.Jobs;

namespace Seedream.Core.Intake;

/// <summary>The rules for the values of a row, the same for CSV and JSON Lines. Reports every problem of the row.</summary>
internal sealed class RowRules(IntakeOptions options, JobDefaults defaults, ProblemSink problems)
{
    private const int MostWords = 600;
    private const int MostIdLength = 128;

    // Fewer characters than this cannot be more than 600 words.
    private const int ShortestLongPrompt = MostWords * 2;

    private readonly IdRegister _ids = new();
    private string[] _row = [];
    private ColumnMap _columns = null!;

    /// <summary>Makes the row of its cells; <paramref name="unusable"/> has a bit for each known column already found wrong.</summary>
    public PromptRow Check(int number, int line, string[] cells, ColumnMap map, uint unusable)
    {
        _row = cells;
        _columns = map;
        for (int index = 0; index < cells.Length; index++)
        {
            string name = map.Name(index);
            cells[index] = CellText.Check(cells[index], name, problems);
            if (cells[index].Length > options.MaxCellLength && index != map[KnownColumn.Prompt])
                problems.Row(ProblemCodes.CellTooLong, name, Limit(options.MaxCellLength, cells[index].Length));
        }

        string prompt = IsSet(unusable, KnownColumn.Prompt) ? "" : Prompt();
        Resolution resolution = IsSet(unusable, KnownColumn.Resolution) ? defaults.Resolution : ResolutionOf();
        SequentialImageGeneration mode = IsSet(unusable, KnownColumn.SequentialImageGeneration) ? SequentialImageGeneration.Auto : Mode();
        int? maxImages = IsSet(unusable, KnownColumn.MaxImages) ? null : MaxImages(mode);
        OutputFormat format = IsSet(unusable, KnownColumn.OutputFormat) ? defaults.OutputFormat : Format();
        PromptOptimization optimization = IsSet(unusable, KnownColumn.OptimizePromptOptions) ? defaults.OptimizePromptOptions : Optimization();
        string? id = IsSet(unusable, KnownColumn.Id) ? null : Id(number);
        return new PromptRow
        {
            Row = number,
            Line = line,
            Id = id,
            Cells = cells,
            Problems = problems.TakeRow(),
            Input = problems.RowHasErrors ? null : new JobInput
            {
                Prompt = prompt,
                Resolution = resolution,
                SequentialImageGeneration = mode,
                MaxImages = maxImages,
                OutputFormat = format,
                OptimizePromptOptions = optimization,
            },
        };
    }

    private static bool IsSet(uint bits, KnownColumn column) => (bits >> (int)column & 1) != 0;

    private static string Limit(int most, int found) =>
        string.Create(CultureInfo.InvariantCulture, $"Expected at most {most:N0} characters, found {found:N0}");

    private static bool Is(string value, string word) => value.Equals(word, StringComparison.OrdinalIgnoreCase);

    // An absent column and an empty cell are the same.
    private string Value(KnownColumn column)
    {
        int index = _columns[column];
        return index < 0 || index >= _row.Length ? "" : _row[index].Trim();
    }

    private string NameOf(KnownColumn column) => _columns[column] < 0 ? ColumnNames.Meanings[(int)column] : _columns.Name(_columns[column]);

    private void Report(ProblemCode code, KnownColumn column, string message, string? suggestion = null) =>
        problems.Row(code, NameOf(column), message, suggestion);

    private string Prompt()
    {
        string prompt = Value(KnownColumn.Prompt);
        if (prompt.Length == 0)
            Report(ProblemCodes.PromptMissing, KnownColumn.Prompt, "Expected a text to draw, found nothing");
        else if (prompt.Length > options.MaxPromptLength)
            Report(ProblemCodes.PromptTooLong, KnownColumn.Prompt, $"{Limit(options.MaxPromptLength, prompt.Length)}: {Found.Quote(prompt)}");
        else if (prompt.Length >= ShortestLongPrompt && Words(prompt) is > MostWords and int words)
            Report(ProblemCodes.PromptLong, KnownColumn.Prompt, string.Create(CultureInfo.InvariantCulture, $"The model's recommendation is at most {MostWords} words, found {words:N0}"));
        return prompt;
    }

    private static int Words(string text)
    {
        int words = 0;
        bool inside = false;
        foreach (char c in text)
        {
            bool letter = !char.IsWhiteSpace(c);
            words += letter && !inside ? 1 : 0;
            inside = letter;
        }

        return words;
    }

    private Resolution ResolutionOf()
    {
        string value = Value(KnownColumn.Resolution);
        if (value.Length == 0)
            return defaults.Resolution;
        if (ResolutionText.Parse(value) is { } known)
            return known;
        Report(ProblemCodes.UnknownResolution, KnownColumn.Resolution,
            $"Expected one of {string.Join(", ", Resolution.All.Select(resolution => resolution.Name))}, found {Found.Quote(value)}",
            ResolutionText.Nearest(value)?.Name);
        return defaults.Resolution;
    }

    private SequentialImageGeneration Mode()
    {
        string value = Value(KnownColumn.SequentialImageGeneration);
        if (value.Length == 0)
            return defaults.SequentialImageGeneration;
        if (Is(value, "auto"))
            return SequentialImageGeneration.Auto;
        if (Is(value, "disabled"))
            return SequentialImageGeneration.Disabled;
        ReportWord(ProblemCodes.UnknownMode, KnownColumn.SequentialImageGeneration, value, "auto", "disabled");
        // With an unknown mode nobody can say that max_images has no effect.
        return SequentialImageGeneration.Auto;
    }

    private OutputFormat Format()
    {
        string value = Value(KnownColumn.OutputFormat);
        if (value.Length == 0)
            return defaults.OutputFormat;
        if (Is(value, "jpeg") || Is(value, "jpg"))
            return OutputFormat.Jpeg;
        if (!Is(value, "png"))
            ReportWord(ProblemCodes.UnknownFormat, KnownColumn.OutputFormat, value, "png", "jpeg");
        return OutputFormat.Png;
    }

    private PromptOptimization Optimization()
    {
        string value = Value(KnownColumn.OptimizePromptOptions);
        if (value.Length == 0)
            return defaults.OptimizePromptOptions;
        if (Is(value, "fast"))
            return PromptOptimization.Fast;
        if (!Is(value, "standard"))
            ReportWord(ProblemCodes.UnknownOptimization, KnownColumn.OptimizePromptOptions, value, "standard", "fast");
        return PromptOptimization.Standard;
    }

    private void ReportWord(ProblemCode code, KnownColumn column, string value, string first, string second)
    {
        string lower = value.Length <= 64 ? value.ToLowerInvariant() : "";
        string? near = EditDistance.Within(lower, first, 2) <= 2 ? first : EditDistance.Within(lower, second, 2) <= 2 ? second : null;
        Report(code, column, $"Expected {first} or {second}, found {Found.Quote(value)}", near);
    }

    private int? MaxImages(SequentialImageGeneration mode)
    {
        string value = Value(KnownColumn.MaxImages);
        bool auto = mode == SequentialImageGeneration.Auto;
        if (value.Length == 0)
            return auto ? defaults.MaxImages : null;
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int images) || images is < 1 or > 15)
        {
            Report(ProblemCodes.MaxImagesOutOfRange, KnownColumn.MaxImages, $"Expected a whole number from 1 to 15, found {Found.Quote(value)}");
            return null;
        }

        if (auto)
            return images;
        Report(ProblemCodes.MaxImagesUnused, KnownColumn.MaxImages,
            $"max_images only has an effect when sequential_image_generation is auto; {Found.Quote(value)} is left out");
        return null;
    }

    private string? Id(int number)
    {
        string id = Value(KnownColumn.Id);
        if (id.Length == 0)
            return null;
        if (id.Length > MostIdLength)
        {
            Report(ProblemCodes.IdTooLong, KnownColumn.Id, $"{Limit(MostIdLength, id.Length)}: {Found.Quote(id)}");
            return null;
        }

        // A tab or line break is allowed in a text, not in a name by which people look for things.
        if (id.AsSpan().IndexOfAny('\t', '\r', '\n') >= 0)
            Report(ProblemCodes.ControlCharacter, KnownColumn.Id, $"Expected an id on one line, found {Found.Quote(id)}");
        if (_ids.Register(id, number) is > 0 and int first)
            Report(ProblemCodes.DuplicateId, KnownColumn.Id, string.Create(CultureInfo.InvariantCulture, $"Expected an id of its own, found {Found.Quote(id)}, which row {first} has"));
        return id;
    }
}
