namespace Seedream.Api.Problems;

/// <summary>A kind of refusal: its HTTP status, its stable code, what it means and what the caller can do about it.</summary>
public sealed record HttpCode(int Status, string Code, string Title, string WhatToDo)
{
    /// <summary>The <c>type</c> of its problem documents.</summary>
    public string Type => $"urn:seedream:problem:{Code}";
}
