namespace Seedream.Core.Intake;

/// <summary>Limits of a prompt file, checked before anything is paid: section <c>Seedream:Intake</c>.</summary>
public sealed class IntakeOptions
{
    public const string Section = "Seedream:Intake";

    /// <summary>Most data rows of one file. Default 100,000, range 1–10,000,000.</summary>
    public int MaxRows { get; set; } = 100_000;

    /// <summary>Largest file in bytes. Default 256 MiB, range 1 KiB–16 GiB.</summary>
    public long MaxBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>Most images a batch may ask for in the worst case. Default 100,000.</summary>
    public long MaxImages { get; set; } = 100_000;

    /// <summary>Most US dollars a batch may cost in the worst case. Default 500.</summary>
    public decimal MaxCostUsd { get; set; } = 500m;

    /// <summary>Longest prompt in characters (UTF-16). Default 20,000, range 1–1,000,000.</summary>
    public int MaxPromptLength { get; set; } = 20_000;

    /// <summary>Longest other cell in characters. Default 8,000, range 100–1,000,000.</summary>
    public int MaxCellLength { get; set; } = 8_000;

    /// <summary>Most columns. Default 200, range 1–1,000.</summary>
    public int MaxColumns { get; set; } = 200;

    /// <summary>Reject the whole file when any row has an error. Default false: that row becomes <c>invalid</c>, the others run.</summary>
    public bool RejectFileOnRowError { get; set; }

    /// <summary>
    /// What to do with a file whose content ran before under another name. Default <see cref="Intake.SameContent.Once"/>: it is the
    /// same batch, and nothing is paid again.
    /// </summary>
    public SameContent SameContent { get; set; }
}
