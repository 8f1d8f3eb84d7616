using System.Text.Json;
using Seedream.Simulator.Contract;
using Seedream.Simulator.Faults;

namespace Seedream.Simulator.Scheduling;

/// <summary>One accepted submission: what was asked, by whom, and what became of it.</summary>
public sealed class Submission
{
    internal Submission(string requestId, string marker, int occurrence, string inputJson, GenerationInput input)
    {
        RequestId = requestId;
        Marker = marker;
        Occurrence = occurrence;
        InputJson = inputJson;
        Input = input;
    }

    public string RequestId { get; }

    /// <summary>The client's <c>X-Client-Request-Id</c>, or a hash of the input where none was sent.</summary>
    public string Marker { get; }

    /// <summary>1 for the first accepted submission of its marker, 2 for the second, ...</summary>
    public int Occurrence { get; }

    /// <summary>The body as it was posted.</summary>
    public string InputJson { get; }

    public GenerationInput Input { get; }

    /// <summary>The model that was asked.</summary>
    public string Model { get; internal init; } = "";

    /// <summary>The fault that struck the generation when it was accepted; null for none.</summary>
    public Fault? Fault { get; internal init; }

    /// <summary>True once the API knows it no longer: every call about it is answered 404 (404001).</summary>
    public bool Forgotten { get; internal set; }

    /// <summary>True for a request that was known from the start rather than submitted.</summary>
    public bool Known { get; internal init; }

    public DateTimeOffset AcceptedAt { get; internal init; }

    /// <summary>How long the generation runs once it has started.</summary>
    public TimeSpan Duration { get; internal init; }

    /// <summary>Images that the model set out to make.</summary>
    public int Images { get; internal init; }

    /// <summary>Images that a success delivers; fewer than <see cref="Images"/> when some of a group were moderated.</summary>
    public int Delivered { get; internal init; }

    public Ending Ending { get; internal init; }

    public SubmissionState State { get; internal set; }

    public DateTimeOffset? StartedAt { get; internal set; }

    public DateTimeOffset? FinishedAt { get; internal set; }

    /// <summary>What is held or billed for it, in USD; 0 once refunded.</summary>
    public decimal CostUsd { get; internal set; }

    /// <summary>What a success costs, where that was said beforehand.</summary>
    internal decimal? GivenCostUsd { get; init; }

    /// <summary>The owner's token, hashed.</summary>
    internal string Owner { get; init; } = "";

    internal int Ticket { get; set; }

    internal CallCounter Calls { get; } = new();

    /// <summary>What faults are drawn by: it does not depend on the order in which requests arrived.</summary>
    internal string Key => Occurrence == 1 ? Marker : $"{Marker}#{Occurrence}";

    internal JsonElement ParseInput()
    {
        using JsonDocument document = JsonDocument.Parse(InputJson);
        return document.RootElement.Clone();
    }
}
