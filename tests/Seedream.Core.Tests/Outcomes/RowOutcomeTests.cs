using System.Text;
using Seedream.Core.Outcomes;
using Seedream.Core.Storage;
using Seedream.Core.Tests.Support;

namespace Seedream.Core.Tests.Outcomes;

/// <summary>The money of a row over all its rounds: what the API named, and what it may have charged besides.</summary>
public sealed class RowOutcomeTests
{
    private const decimal Most = 0.1m;

    [Fact]
    public void Of_AFailureThatWasPaidAndARetryThatWasPaid_CountsBoth() =>
        Assert.Equal((0.028m, (decimal?)0.1m), Money(Outcome(1, OutcomeKind.Failed, id: "a", api: true), Outcome(2, OutcomeKind.Succeeded, id: "b", cost: 0.028m)));

    [Fact]
    public void Of_OneRequestAskedForInThreeRounds_CountsItOnce() =>
        Assert.Equal((0.028m, null), Money(Outcome(1, OutcomeKind.TimedOut, id: "a"), Outcome(1, OutcomeKind.TimedOut, id: "a"), Outcome(1, OutcomeKind.Succeeded, id: "a", cost: 0.028m)));

    [Fact]
    public void Of_ACostNamedOnce_StaysNamed() =>
        Assert.Equal((0.028m, null), Money(Outcome(1, OutcomeKind.Failed, id: "a", cost: 0.028m, code: "OUT004"), Outcome(1, OutcomeKind.TimedOut, id: "a")));

    [Theory]
    [InlineData(OutcomeKind.TimedOut, "a", 1)]
    [InlineData(OutcomeKind.Uncertain, null, 1)]
    [InlineData(OutcomeKind.Uncertain, "a", 1)]
    [InlineData(OutcomeKind.Failed, "a", 1)]
    [InlineData(OutcomeKind.Succeeded, "a", 1)]
    [InlineData(OutcomeKind.Cancelled, "a", 0)]
    [InlineData(OutcomeKind.Failed, null, 0)]
    public void Of_AnAttemptWithoutANamedCost_IsOpenWhereItMayHaveBeenCharged(OutcomeKind kind, string? id, int times) =>
        Assert.Equal((null, times == 0 ? null : times * Most), Money(Outcome(1, kind, id, submissions: id is null && kind == OutcomeKind.Failed ? 0 : 1)));

    [Fact]
    public void Of_AJobSubmittedThreeTimes_LeavesTheOthersOpen() =>
        Assert.Equal((0.028m, (decimal?)0.2m), Money(Outcome(1, OutcomeKind.Succeeded, id: "a", cost: 0.028m, submissions: 3)));

    [Fact]
    public void Of_AFreeJob_IsNotOpen() => Assert.Equal((0m, null), Money(Outcome(1, OutcomeKind.Failed, id: "a", cost: 0m)));

    [Fact]
    public void Of_WhatAnotherBatchPaid_IsCountedThere() =>
        Assert.Equal((null, null), Money(Outcome(1, OutcomeKind.TimedOut, id: "a") with { RanIn = "other-1", RanInRow = 4 }));

    [Fact]
    public async Task ReadSegment_WithAnOutcomeThatCannotBeRead_HasTheOthers()
    {
        MemoryObjectStore store = new();
        OutcomeStore outcomes = new(new PipelineStorage(store, store, store));
        await outcomes.WriteAsync("b", 1, Outcome(1, OutcomeKind.Succeeded, id: "a", cost: 0.028m), default);
        (int, string)[] damaged = [(2, ""), (3, "{\"row\":3,"), (4, "null"), (5, "{\"row\":5,\"outcome\":17}"), (6, "[]")];
        foreach ((int row, string content) in damaged)
            await store.PutAsync(StateLayout.Outcome("b", row, 1), Encoding.UTF8.GetBytes(content), "", default);
        await store.PutAsync(StateLayout.Outcomes("b", 0) + "notes.txt", "x"u8.ToArray(), "", default);

        Assert.Equal([1], (await outcomes.ReadSegmentAsync("b", 0, default)).Keys);
        Assert.Contains(1, await outcomes.ListFinishedAsync("b", 0, 1, default));
    }

    private static (decimal? Cost, decimal? Open) Money(params JobOutcome[] rounds)
    {
        JobOutcome row = RowOutcome.Priced(RowOutcome.Of(rounds), Most);
        return (row.CostUsd, row.OpenCostUsd);
    }

    private static JobOutcome Outcome(int attempt, OutcomeKind kind, string? id, decimal? cost = null, string? code = null, int submissions = 1, bool api = false) =>
        new() { Row = 1, Outcome = kind, Attempt = attempt, Attempts = submissions, RequestId = id, CostUsd = cost, ErrorCode = code, ApiFinal = api };
}
