namespace Seedream.Core.Conducting;

/// <summary>An activity call the board asks for; its answer is applied to the board.</summary>
public abstract record BoardCall;

/// <summary>Take further rows from the round.</summary>
public sealed record TakeRowsCall(TakeRowsInput Input) : BoardCall;

/// <summary>Submit a chunk of rows.</summary>
public sealed record SubmitJobsCall(SubmitJobsInput Input) : BoardCall;

/// <summary>Look at tickets that are due.</summary>
public sealed record CheckJobsCall(CheckJobsInput Input) : BoardCall;

/// <summary>Collect what has finished.</summary>
public sealed record CollectImagesCall(CollectImagesInput Input) : BoardCall;
