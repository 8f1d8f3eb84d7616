namespace Seedream.Core.Intake;

/// <summary>A kind of problem a prompt file can have; docs/errors.md is made from these.</summary>
/// <param name="Code">Stable: never reused for something else.</param>
/// <param name="Title">What is wrong, in one line.</param>
/// <param name="WhatToDo">How a person mends it.</param>
/// <param name="Severity">How far it reaches.</param>
public sealed record ProblemCode(string Code, string Title, string WhatToDo, Severity Severity);
