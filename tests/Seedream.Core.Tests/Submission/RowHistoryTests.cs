using Seedream.Core.Outcomes;
using Seedream.Core.Submission;

namespace Seedream.Core.Tests.Submission;

/// <summary>When a row may be submitted again: decided over every attempt it ever had.</summary>
public sealed class RowHistoryTests
{
    public static TheoryData<string, string, RowStep, int> Cases => new()
    {
        // records; outcomes; what a careful retry does; the attempt
        { "", "", RowStep.Submit, 1 },
        { "1:submitted", "", RowStep.Ask, 1 },
        { "1:submitted", "1:timed_out", RowStep.Ask, 1 },
        { "1:submitted", "1:failed:OUT004", RowStep.Ask, 1 },
        { "1:submitted", "1:failed:API404", RowStep.Ask, 1 },
        { "1:submitted", "1:failed:API401", RowStep.Ask, 1 },
        { "1:submitted", "1:failed:API402", RowStep.Ask, 1 },
        { "1:submitted", "1:failed:API403", RowStep.Ask, 1 },
        { "1:submitted", "1:failed:API429", RowStep.Ask, 1 },
        { "1:submitted", "1:failed:API500", RowStep.Ask, 1 },
        { "1:submitted", "1:failed:API503", RowStep.Ask, 1 },
        { "1:submitted", "1:failed:API000", RowStep.Ask, 1 },
        { "1:submitted", "1:failed:JOB001", RowStep.Ask, 1 },
        { "1:submitted", "1:failed:JOB007", RowStep.Submit, 2 },
        { "1:submitted", "1:failed:API404:final", RowStep.Submit, 2 },
        { "1:submitted", "1:failed:JOB007:final", RowStep.Submit, 2 },
        { "1:submitted", "1:failed:InputTextSensitiveContentDetected", RowStep.Submit, 2 },
        { "1:submitted", "1:failed:API400", RowStep.Submit, 2 },
        { "1:submitted", "1:cancelled:JOB006", RowStep.Submit, 2 },
        { "1:submitted", "1:uncertain:JOB010", RowStep.Hold, 0 },
        { "1:uncertain", "1:uncertain:SUB001:no-id", RowStep.Hold, 0 },
        { "1:uncertain", "", RowStep.Hold, 0 },
        { "1:reserved", "", RowStep.Hold, 0 },
        { "1:released", "1:failed:API400:no-id", RowStep.Submit, 2 },
        { "1:released", "", RowStep.Submit, 1 },
        { "", "1:timed_out", RowStep.Ask, 1 },
        { "", "1:uncertain:SUB001:no-id", RowStep.Hold, 0 },
        // An uncertain record that was resolved after its outcome was written.
        { "1:submitted", "1:uncertain:SUB001:no-id", RowStep.Ask, 1 },
        // The attempt of a round that was given up, after one that the API said no to.
        { "1:submitted 2:submitted", "1:failed:moderated", RowStep.Ask, 2 },
        { "1:submitted 2:reserved", "1:failed:moderated", RowStep.Hold, 0 },
        { "1:submitted 3:submitted", "1:failed:moderated 3:failed:moderated", RowStep.Submit, 4 },
        { "1:uncertain 2:submitted", "1:uncertain:SUB001:no-id 2:failed:moderated", RowStep.Hold, 0 },
        { "1:uncertain 2:submitted", "1:uncertain:SUB001:no-id 2:timed_out", RowStep.Ask, 2 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void ForRetry_OfEveryKindOfHistory_AsksBeforeItPays(string records, string outcomes, RowStep step, int attempt)
    {
        RowDecision decision = new RowHistory(Records(records), Outcomes(outcomes)).ForRetry(isUncertainNamed: false);

        Assert.Equal((step, attempt), (decision.Step, decision.Attempt));
    }

    [Theory]
    [InlineData("1:uncertain", "1:uncertain:SUB001:no-id", RowStep.Submit, 2)]
    [InlineData("1:submitted", "1:uncertain:JOB010", RowStep.Submit, 2)]
    [InlineData("1:reserved", "", RowStep.Submit, 2)]
    [InlineData("1:uncertain 2:submitted", "1:uncertain:SUB001:no-id", RowStep.Ask, 2)]
    public void ForRetry_WhereUncertainIsNamed_StillAsksFirst(string records, string outcomes, RowStep step, int attempt)
    {
        RowDecision decision = new RowHistory(Records(records), Outcomes(outcomes)).ForRetry(isUncertainNamed: true);

        Assert.Equal((step, attempt), (decision.Step, decision.Attempt));
    }

    [Fact]
    public void ForRetry_OfWhatTheApiDoesNotKnowAnyMore_SaysThatItsCostStaysOpen() =>
        Assert.Equal(1, new RowHistory(Records("1:submitted"), Outcomes("1:failed:API404:final")).ForRetry(isUncertainNamed: false).Lost);

    [Theory]
    [InlineData("1:submitted", "1:succeeded", RowStep.Submit, 2)]
    [InlineData("1:submitted 2:submitted", "1:succeeded", RowStep.Ask, 2)]
    public void ForRetry_OfARowThatIsMadeAgain_CollectsItsOpenRequestsFirst(string records, string outcomes, RowStep step, int attempt)
    {
        RowDecision decision = new RowHistory(Records(records), Outcomes(outcomes)).ForRetry(isUncertainNamed: false);

        Assert.Equal((step, attempt), (decision.Step, decision.Attempt));
    }

    [Fact]
    public void ForRetry_WhereTheRowThatPaidKnowsMore_BelievesIt()
    {
        RowHistory final = new(Records("1:submitted"), [], Outcomes("1:failed:moderated"));
        RowHistory there = new(Records("1:submitted"), Outcomes("1:timed_out"), Outcomes("1:succeeded"));

        Assert.Equal((RowStep.Submit, 2), (final.ForRetry(false).Step, final.ForRetry(false).Attempt));
        Assert.Equal((RowStep.Ask, 1), (there.ForRetry(false).Step, there.ForRetry(false).Attempt));
    }

    [Theory]
    [InlineData("1:submitted", "", 1)]
    [InlineData("1:submitted", "1:uncertain:JOB010", 1)]
    [InlineData("1:submitted", "1:failed:API404:final", 1)]
    [InlineData("1:submitted", "1:failed:moderated", 0)]
    [InlineData("1:uncertain", "1:uncertain:SUB001:no-id", 0)]
    [InlineData("1:submitted 2:submitted", "1:failed:moderated", 2)]
    [InlineData("1:submitted", "1:succeeded", 0)]
    public void ForCollect_AsksForWhateverHasARequestAndIsNotHere(string records, string outcomes, int attempt) =>
        Assert.Equal(attempt, new RowHistory(Records(records), Outcomes(outcomes)).ForCollect(areFilesMissing: false).Attempt);

    [Theory]
    [InlineData("1:submitted", "", OutcomeKind.TimedOut, true)]
    [InlineData("1:submitted", "", OutcomeKind.Failed, false)]
    [InlineData("1:reserved", "", OutcomeKind.Uncertain, true)]
    [InlineData("1:submitted", "1:uncertain:SUB001:no-id", OutcomeKind.TimedOut, true)]
    [InlineData("1:submitted", "1:failed:moderated", OutcomeKind.TimedOut, false)]
    [InlineData("", "", OutcomeKind.NotSubmitted, true)]
    public void Is_ARowWithoutAnOutcome_CountsAsWhatTheLedgerSays(string records, string outcomes, OutcomeKind kind, bool expected) =>
        Assert.Equal(expected, new RowHistory(Records(records), Outcomes(outcomes)).Is(named => named == kind));

    // Rounds, crashes and answers in any order, with an API that bills every accepted submission: only what it said no to, or a
    // person's word, is ever followed by another submission.
    [Fact]
    public void ForRetry_InRandomLives_NeverPaysWhileSomethingMayStillBeFetched()
    {
        for (int seed = 0; seed < 5_000; seed++)
        {
            Random random = new(seed);
            Dictionary<int, LedgerRecord> records = [];
            List<JobOutcome> outcomes = [];
            HashSet<int> refused = [];
            for (int round = 1; round <= 8; round++)
            {
                bool named = random.Next(6) == 0;
                RowDecision decision = new RowHistory(records.Values, outcomes).ForRetry(named);
                if (decision.Step == RowStep.Submit)
                {
                    Assert.True(!records.TryGetValue(decision.Attempt, out LedgerRecord? before) || before.State == LedgerState.Released);
                    Assert.All(records.Values.Where(record => record.RequestId is not null), record =>
                        Assert.True(refused.Contains(record.Attempt) || (named && outcomes.Last(outcome => outcome.Attempt == record.Attempt).Outcome == OutcomeKind.Uncertain), $"seed {seed}: attempt {record.Attempt} was open"));
                    Assert.True(named || records.Values.All(record => record.State is LedgerState.Submitted or LedgerState.Released), $"seed {seed}");
                    Submit(random, decision.Attempt, records, outcomes, refused);
                }
                else if (decision.Step == RowStep.Ask)
                {
                    Answer(random, decision.Attempt, outcomes, refused);
                }
            }
        }
    }

    private static void Submit(Random random, int attempt, Dictionary<int, LedgerRecord> records, List<JobOutcome> outcomes, HashSet<int> refused)
    {
        string state = random.Next(6) switch { 0 => "reserved", 1 => "uncertain", 2 => "released", _ => "submitted" };
        records[attempt] = Records($"{attempt}:{state}")[0];
        // The round may be given up before anything is answered.
        if (state == "submitted" && random.Next(3) > 0)
            Answer(random, attempt, outcomes, refused);
    }

    private static void Answer(Random random, int attempt, List<JobOutcome> outcomes, HashSet<int> refused)
    {
        string answer = random.Next(8) switch
        {
            0 => "timed_out",
            1 => "failed:OUT004",
            2 => "failed:API401",
            3 => "uncertain:JOB010",
            4 => "failed:API404",
            5 => "failed:API404:final",
            6 => "cancelled:JOB006",
            _ => "failed:moderated",
        };
        if (answer is "failed:API404:final" or "cancelled:JOB006" or "failed:moderated")
            refused.Add(attempt);
        outcomes.AddRange(Outcomes($"{attempt}:{answer}"));
    }

    private static List<LedgerRecord> Records(string text) => [.. Parts(text).Select(part => new LedgerRecord
    {
        Row = 1,
        Attempt = int.Parse(part[0], System.Globalization.CultureInfo.InvariantCulture),
        State = Enum.Parse<LedgerState>(part[1], ignoreCase: true),
        RequestId = part[1] == "submitted" ? $"req-{part[0]}" : null,
        Host = "h",
        ReservedAt = DateTimeOffset.UnixEpoch,
        Submissions = part[1] == "released" ? 0 : 1,
    })];

    private static List<JobOutcome> Outcomes(string text) => [.. Parts(text).Select(part => new JobOutcome
    {
        Row = 1,
        Attempt = int.Parse(part[0], System.Globalization.CultureInfo.InvariantCulture),
        Outcome = Enum.Parse<OutcomeKind>(part[1].Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
        ErrorCode = part.Length > 2 ? part[2] : null,
        RequestId = part.Length > 3 && part[3] == "no-id" ? null : $"req-{part[0]}",
        ApiFinal = part.Length > 3 && part[3] == "final",
        Attempts = 1,
    })];

    private static IEnumerable<string[]> Parts(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split(':'));
}
