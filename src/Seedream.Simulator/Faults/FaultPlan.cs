namespace Seedream.Simulator.Faults;

/// <summary>
/// What goes wrong, and when: rules in order, the first that strikes wins, then triggers in the prompt. Rules may be
/// added while a server runs. A rate is drawn by (seed, stage, fault, marker, nth call), so a run can be repeated
/// however its calls interleave.
/// </summary>
public sealed class FaultPlan
{
    private FaultRule[] _rules = [];

    /// <summary>What <c>Retry-After</c> says.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a hanging call is held open before its connection is closed.</summary>
    public TimeSpan HangTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How late a slow answer comes, and how long a slow download takes.</summary>
    public TimeSpan SlowTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a request or its result is not found (404001) where <see cref="Fault.LateRequest"/> or <see cref="Fault.LateResult"/> says so.</summary>
    public TimeSpan NotFoundTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Whether <c>[[sim:...]]</c> in a prompt has an effect.</summary>
    public bool PromptTriggers { get; init; } = true;

    /// <summary>A share of the calls at this stage, 0 to 1.</summary>
    public FaultPlan Rate(FaultStage stage, Fault fault, double rate) => Add(new FaultRule { Stage = stage, Fault = fault, Rate = rate });

    /// <summary>The next so many calls at this stage.</summary>
    public FaultPlan Next(FaultStage stage, Fault fault, int times = 1) =>
        Add(new FaultRule { Stage = stage, Fault = fault, Times = times });

    /// <summary>Calls that match, at most so many times.</summary>
    public FaultPlan When(FaultStage stage, Fault fault, Func<FaultCall, bool> condition, int times = int.MaxValue) =>
        Add(new FaultRule { Stage = stage, Fault = fault, When = condition, Times = times });

    /// <summary>Bursts: all calls at this stage during the first <paramref name="lasting"/> of every <paramref name="period"/> since the server started.</summary>
    public FaultPlan Every(FaultStage stage, Fault fault, TimeSpan period, TimeSpan lasting) =>
        Add(new FaultRule { Stage = stage, Fault = fault, Every = period, For = lasting });

    /// <summary>Reads the short form, such as <c>submit:429=0.05,status:500=x3,fail=0.1</c>.</summary>
    /// <exception cref="FaultPlanException">A fault, stage or number is unknown; the message names it.</exception>
    public static FaultPlan Parse(string text) => FaultPlanText.Parse(text);

    /// <summary>Reads the JSON form that <c>seedream simulate --faults</c> takes.</summary>
    /// <exception cref="FaultPlanException">The JSON is not a fault plan; the message says where.</exception>
    public static FaultPlan FromJson(string json) => FaultPlanJson.Parse(json);

    internal FaultPlan Add(FaultRule rule)
    {
        FaultEntry entry = FaultCatalogue.Of(rule.Fault);
        IReadOnlyList<FaultStage> stages = entry.Stages;
        if (!stages.Contains(rule.Stage)) throw new FaultPlanException($"{rule.Fault} is not possible at {rule.Stage}, only at {string.Join(", ", stages)}.");
        if (rule.Target is { } target && entry.Target is { } only && target != only) throw new FaultPlanException($"{rule.Fault} is not possible at {target}, only at {only}.");
        if (rule.Rate is < 0 or > 1 or double.NaN) throw new FaultPlanException($"The rate of {rule.Fault} at {rule.Stage} must be from 0 to 1, found {rule.Rate}.");
        FaultRule[] before, after;
        do
        {
            before = Volatile.Read(ref _rules);
            after = [.. before, rule];
        }
        while (Interlocked.CompareExchange(ref _rules, after, before) != before);
        return this;
    }

    internal Fault? Decide(FaultCall call, int seed, TimeSpan sinceStart)
    {
        foreach (FaultRule rule in Volatile.Read(ref _rules))
        {
            if (rule.Strikes(call, seed, sinceStart)) return rule.Fault;
        }
        return PromptTriggers && call.Prompt is { } prompt ? PromptTrigger.Decide(prompt, call) : null;
    }
}
