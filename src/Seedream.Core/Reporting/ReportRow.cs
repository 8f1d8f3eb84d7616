using Seedream.Core.Intake;
using Seedream.Core.Outcomes;

namespace Seedream.Core.Reporting;

/// <summary>A row of the prompt file beside what became of it: what every report is made from.</summary>
/// <param name="Prompt">The row as it stands in the file.</param>
/// <param name="Outcome">The final word on it; for an invalid row made by <see cref="InvalidOutcome.From"/>.</param>
public sealed record ReportRow(PromptRow Prompt, JobOutcome Outcome);
