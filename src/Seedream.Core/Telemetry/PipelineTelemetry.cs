using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace Seedream.Core.Telemetry;

/// <summary>
/// Where the pipeline's spans and metrics come from. A host that wants them listens to this name; without a listener they
/// cost next to nothing. docs/operations.md lists them all.
/// </summary>
public static class PipelineTelemetry
{
    /// <summary>Name of the <see cref="ActivitySource"/> and of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string Name = "Seedream";

    /// <summary>This build's version, without the commit.</summary>
    public static string Version { get; } =
        typeof(PipelineTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    internal static ActivitySource Source { get; } = new(Name, Version);

    internal static Meter Meter { get; } = new(Name, Version);
}
