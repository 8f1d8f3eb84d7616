using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Outcomes;
using Seedream.Core.Reporting;
using Seedream.Fuzz.Generation;

namespace Seedream.Fuzz.Reporting;

/// <summary>What may have become of a row, in the vendor's words, which may be anything.</summary>
internal static class RowOutcomes
{
    private static readonly OutcomeKind[] Kinds = [.. Enum.GetValues<OutcomeKind>().Where(kind => kind != OutcomeKind.Invalid)];

    public static JobOutcome Of(Dice dice, PromptRow row)
    {
        if (row.Input is null)
            return InvalidOutcome.From(row);
        OutcomeKind kind = dice.Of<OutcomeKind>(Kinds);
        bool ended = kind == OutcomeKind.Succeeded;
        return new JobOutcome
        {
            Row = row.Row,
            Outcome = kind,
            RequestId = dice.OneIn(4) ? null : "req_" + row.Row,
            Attempts = dice.Below(3),
            ErrorCode = ended ? null : dice.Of<string>("API400", "OUT003", Words.Text(dice)),
            Error = ended ? null : Words.Text(dice),
            CostUsd = dice.OneIn(2) ? dice.Below(1000) / 1000m : null,
            Files = ended ? [.. Enumerable.Range(1, dice.Between(1, 3)).Select(number => File(row, number))] : [],
            CompletedAt = DateTimeOffset.UnixEpoch.AddSeconds(dice.Below(int.MaxValue)),
        };
    }

    private static OutputFile File(PromptRow row, int number) => new()
    {
        Name = $"{row.Row:D5}-{Slug.From(row.Input!.Prompt, 40, "image")}-{number}.png",
        ContentType = "image/png",
        Bytes = 1234,
        Width = 16,
        Height = 9,
        Sha256 = new string('a', 64),
    };
}
