namespace Seedream.Core.Intake;

/// <summary>
/// Every problem a prompt file can have: <c>CSV</c> for the file, its grammar and its header, <c>JSL</c> for JSON Lines,
/// <c>ROW</c> for values, <c>LIM</c> for limits.
/// </summary>
public static class ProblemCodes
{
    public static readonly ProblemCode FileEmpty = FileError("CSV001", "The file is empty", "Write a header line with a prompt column and one line per image.");
    public static readonly ProblemCode NoRows = FileError("CSV002", "The file has no data rows", "Add at least one row below the header.");
    public static readonly ProblemCode NoPromptColumn = FileError("CSV003", "No column is named prompt", "Name the column with the texts 'prompt', or add that header line.");
    public static readonly ProblemCode MisspeltColumn = FileError("CSV004", "A column name is almost a known one", "Correct the name; if the column is metadata, give it a name less like a known one.");
    public static readonly ProblemCode DuplicateColumn = FileError("CSV005", "Two columns have the same name or meaning", "Keep one of them or rename the other.");
    public static readonly ProblemCode UnnamedColumn = FileError("CSV006", "A column has no name", "Name the column or delete it.");
    public static readonly ProblemCode UnclosedQuote = FileError("CSV007", "A quotation mark is opened and never closed", "Close the quotation mark, or double it (\"\") where it is part of the text.");
    public static readonly ProblemCode TextAfterQuote = RowError("CSV008", "There is text after a closing quotation mark", "Double the quotation marks (\"\") that are part of a quoted text.");
    public static readonly ProblemCode StrayQuote = Warning("CSV009", "A quotation mark stands inside an unquoted cell and is taken as text", "Nothing, if that is meant; otherwise quote the whole cell and double the marks in it.");
    public static readonly ProblemCode TooManyCells = RowError("CSV010", "The row has more cells than the header has columns", "Put texts that contain the separator in quotation marks.");
    public static readonly ProblemCode NotText = FileError("CSV011", "The file is not a text file", "Save the table as CSV (UTF-8) and drop that.");
    public static readonly ProblemCode AssumedWindows1252 = Warning("CSV012", "The file is not UTF-8 and was read as Windows-1252", "Save it as UTF-8 if letters come out wrong.");
    public static readonly ProblemCode DamagedText = FileError("CSV013", "The text is damaged: its bytes do not fit its encoding", "Save the file as UTF-8 again from where it was written.");

    public static readonly ProblemCode MalformedJson = RowError("JSL001", "The line is not valid JSON", "Correct the line; each line is one whole JSON object.");
    public static readonly ProblemCode NotAnObject = RowError("JSL002", "The line is JSON but not an object", "Write {\"prompt\": \"...\"} on the line.");
    public static readonly ProblemCode DuplicateKey = RowError("JSL003", "A key occurs twice in the object", "Keep one of them.");
    public static readonly ProblemCode MisspeltKey = RowError("JSL004", "A key is almost a known one", "Correct the key; metadata with such a name can go inside \"metadata\".");
    public static readonly ProblemCode WrongJsonType = RowError("JSL005", "A value has the wrong JSON type", "Write texts as JSON strings and max_images as a whole number.");
    public static readonly ProblemCode JsonArrayFile = FileError("JSL006", "The file is one JSON array or document, not JSON Lines", "Write one object per line, without brackets around and commas between them.");

    public static readonly ProblemCode PromptMissing = RowError("ROW001", "The prompt is empty", "Write what to draw.");
    public static readonly ProblemCode ControlCharacter = RowError("ROW002", "A cell contains a control character", "Remove it; only tabs and line breaks are allowed.");
    public static readonly ProblemCode LoneSurrogate = RowError("ROW003", "A cell contains half a character (a lone surrogate)", "Write the character again; it was cut in two somewhere.");
    public static readonly ProblemCode PromptLong = Warning("ROW004", "The prompt has more than 600 words", "Shorten it; the model may overlook details in long prompts.");
    public static readonly ProblemCode BidiControl = Warning("ROW005", "A cell contains invisible characters that reorder text", "Check that the text reads as meant.");
    public static readonly ProblemCode UnknownResolution = RowError("ROW006", "The resolution is not one the model accepts", "Use one of the listed resolutions.");
    public static readonly ProblemCode UnknownMode = RowError("ROW007", "sequential_image_generation is neither auto nor disabled", "Write auto or disabled.");
    public static readonly ProblemCode MaxImagesOutOfRange = RowError("ROW008", "max_images is not a whole number from 1 to 15", "Write a whole number from 1 to 15.");
    public static readonly ProblemCode MaxImagesUnused = Warning("ROW009", "max_images has no effect here and is left out", "Set sequential_image_generation to auto, or leave max_images empty.");
    public static readonly ProblemCode UnknownFormat = RowError("ROW010", "output_format is neither png nor jpeg", "Write png or jpeg.");
    public static readonly ProblemCode UnknownOptimization = RowError("ROW011", "optimize_prompt_options is neither standard nor fast", "Write standard or fast.");
    public static readonly ProblemCode IdTooLong = RowError("ROW012", "The id is longer than 128 characters", "Use a shorter id.");
    public static readonly ProblemCode DuplicateId = RowError("ROW013", "The id was used before in this file", "Give each row its own id.");

    public static readonly ProblemCode TooManyBytes = FileError("LIM001", "The file is larger than allowed", "Split it, or raise Seedream:Intake:MaxBytes.");
    public static readonly ProblemCode TooManyRows = FileError("LIM002", "The file has more rows than allowed", "Split it, or raise Seedream:Intake:MaxRows.");
    public static readonly ProblemCode TooManyColumns = FileError("LIM003", "The header has more columns than allowed", "Remove columns, or raise Seedream:Intake:MaxColumns.");
    public static readonly ProblemCode PromptTooLong = RowError("LIM004", "The prompt has more characters than allowed", "Shorten it, or raise Seedream:Intake:MaxPromptLength.");
    public static readonly ProblemCode CellTooLong = RowError("LIM005", "A cell has more characters than allowed", "Shorten it, or raise Seedream:Intake:MaxCellLength.");
    public static readonly ProblemCode RowTooLarge = FileError("LIM006", "A row is too large to be read", "Look for a quotation mark that is never closed, or a file without line breaks.");
    public static readonly ProblemCode TooManyImages = FileError("LIM007", "The batch may yield more images than allowed", "Split it, lower max_images, or raise Seedream:Intake:MaxImages.");
    public static readonly ProblemCode TooExpensive = FileError("LIM008", "The batch may cost more than allowed", "Split it, lower max_images, or raise Seedream:Intake:MaxCostUsd.");
    public static readonly ProblemCode RowErrorsRejectFile = FileError("LIM009", "Rows have errors and the options reject such a file", "Correct the rows, or set Seedream:Intake:RejectFileOnRowError to false.");
    public static readonly ProblemCode TooManyKeys = RowError("LIM010", "The rows have more different keys than allowed", "Use fewer metadata keys, or raise Seedream:Intake:MaxColumns.");

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<ProblemCode> All { get; } =
    [
        FileEmpty, NoRows, NoPromptColumn, MisspeltColumn, DuplicateColumn, UnnamedColumn, UnclosedQuote, TextAfterQuote,
        StrayQuote, TooManyCells, NotText, AssumedWindows1252, DamagedText,
        MalformedJson, NotAnObject, DuplicateKey, MisspeltKey, WrongJsonType, JsonArrayFile,
        PromptMissing, ControlCharacter, LoneSurrogate, PromptLong, BidiControl, UnknownResolution, UnknownMode,
        MaxImagesOutOfRange, MaxImagesUnused, UnknownFormat, UnknownOptimization, IdTooLong, DuplicateId,
        TooManyBytes, TooManyRows, TooManyColumns, PromptTooLong, CellTooLong, RowTooLarge, TooManyImages, TooExpensive,
        RowErrorsRejectFile, TooManyKeys,
    ];

    private static ProblemCode FileError(string code, string title, string whatToDo) => new(code, title, whatToDo, Severity.FileError);

    private static ProblemCode RowError(string code, string title, string whatToDo) => new(code, title, whatToDo, Severity.RowError);

    private static ProblemCode Warning(string code, string title, string whatToDo) => new(code, title, whatToDo, Severity.Warning);
}
