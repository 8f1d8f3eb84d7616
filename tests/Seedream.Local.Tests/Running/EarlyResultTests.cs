using Seedream.Core.Conducting;
using Seedream.Core.Orchestration;
using Seedream.Core.Outcomes;
using Seedream.Core.Storage;
using Seedream.Simulator;
using Seedream.Simulator.Faults;

namespace Seedream.Local.Tests.Running;

/// <summary>Results that are asked for while it is not known whether the job has finished.</summary>
public sealed class EarlyResultTests
{
    private readonly PipelineStorage _storage = Pipeline.Memory();
    private BatchShare? _share;

    [Fact]
    public async Task Collect_OfARunningJob_GivesTheTicketBackToBeAskedAgain()
    {
        await using SimulatorServer server = await StartAsync(capacity: 2);
        await using Pipeline pipeline = Pipeline.On(server, _storage);
        Ticket[] tickets = await SubmitAsync(pipeline, 2);

        CheckedJobs answer = await CollectAsync(pipeline, tickets);

        Assert.Empty(answer.Ended);
        Assert.Equal([(1, 1, false, false), (2, 1, false, false)], answer.Tickets.OrderBy(ticket => ticket.Row).Select(ticket => (ticket.Row, ticket.Looks, ticket.Finished, ticket.StatusOnly)));
    }

    [Fact]
    public async Task Collect_OfAQueuedJob_LeavesTheRestToTheStatusUntilItRuns()
    {
        await using SimulatorServer server = await StartAsync(capacity: 1);
        await using Pipeline pipeline = Pipeline.On(server, _storage);
        Ticket[] tickets = await SubmitAsync(pipeline, 2);

        Ticket asked = (await CollectAsync(pipeline, [tickets[1]])).Tickets.Single();
        Assert.True(asked.StatusOnly);
        Ticket looked = (await CheckAsync(pipeline, asked)).Tickets.Single();
        Assert.Equal((true, 0), (looked.StatusOnly, looked.QueuePosition));

        Ticket running = (await CheckAsync(pipeline, tickets[0] with { StatusOnly = true, QueuePosition = 3 })).Tickets.Single();
        Assert.Equal((false, null), (running.StatusOnly, running.QueuePosition));
    }

    [Fact]
    public async Task Collect_WhereResultsAreUnknownBeforeTheyAreThere_GoesBackToTheStatus()
    {
        await using SimulatorServer server = await StartAsync(capacity: 2, "result:404=1");
        await using Pipeline pipeline = Pipeline.On(server, _storage);
        Ticket ticket = (await SubmitAsync(pipeline, 1))[0];

        CheckedJobs early = await CollectAsync(pipeline, [ticket]);
        CheckedJobs late = await CollectAsync(pipeline, [ticket with { Finished = true }]);

        Assert.True(early.Tickets.Single().StatusOnly);
        Assert.True(late.Tickets.Single().DeniedSince > 0);
    }

    [Fact]
    public async Task Collect_OfARunningJobPastItsDeadline_TimesOut()
    {
        await using SimulatorServer server = await StartAsync(capacity: 2);
        await using Pipeline pipeline = Pipeline.On(server, _storage);
        Ticket ticket = (await SubmitAsync(pipeline, 1))[0];
        long hour = (long)TimeSpan.FromHours(1).TotalMilliseconds;

        Assert.Equal(OutcomeKind.TimedOut, (await CollectAsync(pipeline, [ticket with { SubmittedAt = ticket.SubmittedAt - hour }])).Ended.Single().Outcome);
    }

    [Fact]
    public async Task Run_WhenTheTimesAreLearned_FetchesMostResultsWithoutAskingForTheStatus()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new SimulatorOptions { MedianSeconds = 0, TinyImages = true });
        await using Pipeline pipeline = Pipeline.On(server, _storage);
        string batch = await pipeline.AcceptAsync(500);

        await pipeline.RunAsync(batch);

        Assert.All((await pipeline.CheckAsync(batch, 500)).Values, outcome => Assert.Equal("succeeded", outcome));
        // The first window goes out before anything is learned.
        Assert.InRange(server.Requests.Status, 1, 250);
    }

    private static Task<SimulatorServer> StartAsync(int capacity, string faults = "") => SimulatorServer.StartAsync(new SimulatorOptions
    {
        Capacity = capacity,
        TinyImages = true,
        GenerationTime = _ => TimeSpan.FromHours(1),
        Faults = faults.Length == 0 ? new FaultPlan() : FaultPlan.Parse(faults),
    });

    // The rows of a batch of so many.
    private async Task<Ticket[]> SubmitAsync(Pipeline pipeline, int rows)
    {
        _share = new() { Batch = await pipeline.AcceptAsync(rows), Round = 1 };
        SubmittedJobs submitted = await pipeline.Get<IActivity<SubmitJobsInput, SubmittedJobs>>().RunAsync(
            new SubmitJobsInput { Share = _share, Jobs = [.. Enumerable.Range(1, rows).Select(row => new Job { Row = row, Attempt = 1 })] }, default);
        // Side by side they arrive in any order: in order of the API's queue.
        Ticket[] tickets = [.. submitted.Tickets];
        Ticket[] looked = [.. (await CheckAsync(pipeline, tickets)).Tickets.OrderBy(ticket => ticket.QueuePosition ?? -1)];
        return [.. looked.Select(ticket => tickets.Single(before => before.Row == ticket.Row))];
    }

    private async Task<CheckedJobs> CheckAsync(Pipeline pipeline, params Ticket[] tickets) =>
        await pipeline.Get<IActivity<CheckJobsInput, CheckedJobs>>().RunAsync(new CheckJobsInput { Share = _share!, Tickets = tickets }, default);

    private async Task<CheckedJobs> CollectAsync(Pipeline pipeline, Ticket[] tickets) =>
        await pipeline.Get<IActivity<CollectImagesInput, CheckedJobs>>().RunAsync(new CollectImagesInput { Share = _share!, Tickets = tickets }, default);
}
