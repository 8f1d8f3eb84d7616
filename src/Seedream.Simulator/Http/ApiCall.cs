using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Seedream.Simulator.Faults;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator.Http;

/// <summary>One call on its way through the middlewares: what it asks for, and the answer so far.</summary>
internal sealed class ApiCall(HttpContext context, Route route)
{
    public HttpContext Context { get; } = context;

    public Route Route { get; } = route;

    /// <summary>The model id, the request id, or the rest of the path, as the route has it.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The submission that the path names; null for an unknown one.</summary>
    public Submission? Submission { get; init; }

    /// <summary>0 for the first image; downloads only.</summary>
    public int ImageIndex { get; init; }

    /// <summary>The posted input as text; submissions only.</summary>
    public string? Body { get; set; }

    /// <summary>The posted input; null when it is not JSON.</summary>
    public JsonElement? Input { get; set; }

    public string? Marker { get; set; }

    /// <summary>True once this call's submission was accepted, whatever the client is told.</summary>
    public bool Accepted { get; set; }

    /// <summary>True once the input was refused for good, so that nobody wants it any more.</summary>
    public bool Refused { get; set; }

    public FaultCall? FaultCall { get; set; }

    /// <summary>The fault that strikes this call, for those stages that act on it themselves.</summary>
    public Fault? Fault { get; set; }

    /// <summary>What will be answered; null while nothing is, or when the answer writes itself.</summary>
    public Answer? Answer { get; set; }

    /// <summary>The start of the URLs in answers.</summary>
    public string PublicUrl { get; init; } = "";

    /// <summary>The caller's token, hashed.</summary>
    public string Owner { get; set; } = "";
}
