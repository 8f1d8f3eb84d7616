using Seedream.Core.Intake;
using Seedream.Fuzz.Generation;

namespace Seedream.Fuzz.Intake;

/// <summary>Limits of a case: mostly the defaults, at times so small that input meets them.</summary>
internal static class FileChoices
{
    private static readonly IntakeOptions Default = new();

    public static IntakeOptions Options(Dice dice) => dice.Below(4) switch
    {
        0 => new IntakeOptions { MaxColumns = dice.Between(1, 8), MaxRows = dice.Between(1, 5), MaxPromptLength = dice.Between(1, 60), MaxCellLength = 100, MaxBytes = 1024 + dice.Below(2048) },
        1 => new IntakeOptions { MaxColumns = dice.Between(1, 1000), MaxPromptLength = dice.Between(10, 500) },
        _ => Default,
    };

    public static string ColumnName(Dice dice) => dice.Below(6) switch
    {
        0 or 1 => "prompt",
        2 => dice.Of<string>([.. ColumnNames.Meanings]),
        3 => dice.Of<string>("Prompt ", "custom id", "MAX-IMAGES", "promt", "prompts", "resolutoin", "\ufeffprompt", "outputformat", "metadata.x", "outcome", "error"),
        4 => dice.Of<string>("campaign", "team", "note", "Note", "x", "y", "z"),
        _ => Words.Text(dice),
    };

    public static string Cell(Dice dice, string column) => column switch
    {
        _ when dice.OneIn(4) => Words.Text(dice),
        "prompt" => Words.Plain(dice),
        "resolution" => dice.Of<string>("", "2K", "3K", "4:3", "16:09", "2304x1728", "2304x1728 (4:3)", "3k 4:3", "1000x1000", "0:0", "2147483647x1", "9:9:9"),
        "sequential_image_generation" => dice.Of<string>("", "auto", "disabled", "AUTO", "on"),
        "max_images" => dice.Of<string>("", "1", "15", "16", "0", "-1", "3.0", "２"),
        "output_format" => dice.Of<string>("", "png", "jpeg", "JPG", "gif"),
        "optimize_prompt_options" => dice.Of<string>("", "fast", "standard", "quick"),
        "id" => dice.Of<string>("", "a", "b", "c", "sku-1", "x\ty"),
        _ => Words.Plain(dice),
    };
}
