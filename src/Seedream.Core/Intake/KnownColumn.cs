namespace Seedream.Core.Intake;

/// <summary>The columns with a meaning; <see cref="ColumnNames.Meanings"/> has their names in this order.</summary>
internal enum KnownColumn
{
    Prompt,
    Resolution,
    SequentialImageGeneration,
    MaxImages,
    OutputFormat,
    OptimizePromptOptions,
    Id,
}
