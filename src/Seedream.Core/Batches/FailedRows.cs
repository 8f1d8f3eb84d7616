using System.Globalization;

namespace Seedream.Core.Batches;

/// <summary>What becomes of the rows of a dropped <c>failed.csv</c>: what a careful retry of them is.</summary>
public sealed record FailedRows
{
    /// <summary>Each batch of which the file has rows that were not corrected.</summary>
    public required IReadOnlyList<FailedRound> Rounds { get; init; }

    /// <summary>Rows that were corrected, or never submitted in any batch known here: they are new ones of a batch of the file's own.</summary>
    public int New { get; init; }

    /// <summary>Rows that may have been paid for where nobody here can ask: they are kept, visible, in the file's own batch.</summary>
    public int HeldUnknown { get; init; }

    /// <summary>Rows with errors that were not corrected.</summary>
    public int NotCorrected { get; init; }

    /// <summary>The file has rows for a batch of its own.</summary>
    public bool HasRest { get; init; }

    /// <summary>Nothing is run for it.</summary>
    public bool IsNothing => !HasRest && Rounds.All(round => !round.IsOpen);

    /// <summary>Rows whose known request is asked for, free of charge.</summary>
    public int Fetched => Rounds.Sum(round => round.Round.Asked);

    /// <summary>Rows that are paid anew, since the API said that nothing will come of them, or that were not submitted yet.</summary>
    public int PaidAnew => Rounds.Sum(round => round.Round.Submitted);

    /// <summary>The most US dollars these can cost.</summary>
    public decimal MostUsd => Rounds.Sum(round => round.Round.MostUsd);

    /// <summary>Rows that are left alone, since they may have been paid for.</summary>
    public int Held => HeldUnknown + Rounds.Sum(round => round.Round.Held);

    /// <summary>Rows that went on since the file was written: nothing is done.</summary>
    public int WentOn => Rounds.Where(round => !round.IsAgain).Sum(round => round.Rows - round.Round.Rows - round.Round.Held);

    /// <summary>The same in a sentence for people.</summary>
    public string Text
    {
        get
        {
            string more = (WentOn > 0 ? $", {WentOn} went on already (nothing is done)" : "") + (NotCorrected > 0 ? $", {NotCorrected} with errors not corrected" : "");
            string where = string.Concat(Rounds.Select(round => round switch
            {
                { IsAgain: true } => string.Create(CultureInfo.InvariantCulture, $"; these rows of batch {round.Batch} were dropped before (round {round.Round.Round}), so nothing is done again: retry or collect the batch for what is still missing"),
                { Round.Rows: > 0 } => string.Create(CultureInfo.InvariantCulture, $"; round {round.Round.Round} of batch {round.Batch}"),
                _ => $"; nothing to do in batch {round.Batch}",
            }));
            return string.Create(CultureInfo.InvariantCulture, $"a failed.csv: {Fetched} fetched (free), {PaidAnew} paid anew (at most ${MostUsd:0.00##}), {Held} held, {New} new{more}{where}");
        }
    }
}
