using Seedream.Core.Orchestration;

namespace Seedream.Core.Conducting;

/// <summary>The activity calls a conductor has made and not yet heard from. Answers are handled as each comes back.</summary>
internal sealed class CallsUnderWay(IOrchestrationContext context, Board board)
{
    private readonly List<(BoardCall Call, Task Task)> _calls = [];

    public IEnumerable<Task> Tasks => _calls.Select(call => call.Task);

    public void Start(IEnumerable<BoardCall> calls)
    {
        foreach (BoardCall call in calls)
            _calls.Add((call, Start(call)));
    }

    /// <summary>Tells the board every answer that has come. An activity that failed for good fails the conductor.</summary>
    public async Task ApplyAnswersAsync()
    {
        List<(BoardCall Call, Task Task)> answered = _calls.FindAll(call => call.Task.IsCompleted);
        _calls.RemoveAll(call => answered.Contains(call));
        foreach ((BoardCall call, Task task) in answered)
        {
            switch (call)
            {
                case TakeRowsCall take:
                    board.Apply(take, await (Task<TakenRows>)task);
                    break;
                case SubmitJobsCall submit:
                    board.Apply(submit, await (Task<SubmittedJobs>)task, context.UtcNow);
                    break;
                case CheckJobsCall check:
                    board.Apply(check, await (Task<CheckedJobs>)task, context.UtcNow);
                    break;
                case CollectImagesCall collect:
                    board.Apply(collect, await (Task<CheckedJobs>)task, context.UtcNow);
                    break;
                default:
                    throw new InvalidOperationException($"no activity for {call.GetType().Name}");
            }
        }
    }

    private Task Start(BoardCall call) => call switch
    {
        TakeRowsCall take => context.CallActivityAsync(Activities.TakeRows, take.Input),
        SubmitJobsCall submit => context.CallActivityAsync(Activities.SubmitJobs, submit.Input),
        CheckJobsCall check => context.CallActivityAsync(Activities.CheckJobs, check.Input),
        CollectImagesCall collect => context.CallActivityAsync(Activities.CollectImages, collect.Input),
        _ => throw new InvalidOperationException($"no activity for {call.GetType().Name}"),
    };
}
