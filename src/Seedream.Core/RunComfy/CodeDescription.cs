namespace Seedream.Core.RunComfy;

/// <summary>One line of docs/errors.md: a stable code, what it means, and what a person can do about it.</summary>
public sealed record CodeDescription(string Code, string Title, string WhatToDo);
