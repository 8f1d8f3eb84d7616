using Seedream.Core.Identity;
using Seedream.Core.Planning;

namespace Seedream.Core.Batches;

/// <summary>A file that has come, and what it was found to be.</summary>
/// <param name="File">The file.</param>
/// <param name="Options">What was said about it.</param>
/// <param name="Order">How it is read.</param>
/// <param name="Plan">What is in it, its limits not judged yet.</param>
/// <param name="Identity">What it is, whatever it is called.</param>
/// <param name="PricePerImage">US dollars.</param>
internal sealed record Arrival(BatchFile File, BatchOptions Options, PlanOrder Order, PlanSummary Plan, ContentIdentity Identity, decimal PricePerImage);
