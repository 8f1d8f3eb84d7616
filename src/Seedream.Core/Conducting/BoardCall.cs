namespace Seedream.Core.Conducting;

/// <summary>An activity call the board asks for; its answer is applied to the board.</summary>
public abstract record BoardCall
{
    /// <summary>Jobs in flight that are under way with it.</summary>
    public abstract int Jobs { get; }
}

/// <summary>Take further rows from the round.</summary>
public sealed record TakeRowsCall(TakeRowsInput Input) : BoardCall
{
    public override int Jobs => 0;
}

/// <summary>Submit a chunk of rows.</summary>
public sealed record SubmitJobsCall(SubmitJobsInput Input) : BoardCall
{
    public override int Jobs => Input.Jobs.Count;
}

/// <summary>Look at tickets that are due.</summary>
public sealed record CheckJobsCall(CheckJobsInput Input) : BoardCall
{
    public override int Jobs => Input.Tickets.Count;
}

/// <summary>Collect what has finished, or probably has.</summary>
public sealed record CollectImagesCall(CollectImagesInput Input) : BoardCall
{
    public override int Jobs => Input.Tickets.Count;
}
