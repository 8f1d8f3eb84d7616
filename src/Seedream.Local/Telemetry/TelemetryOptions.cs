namespace Seedream.Local.Telemetry;

/// <summary>Where traces, metrics and logs go: section <c>Seedream:Telemetry</c>. OpenTelemetry's own <c>OTEL_*</c> variables are understood too, and stand above it.</summary>
public sealed class TelemetryOptions
{
    public const string Section = "Seedream:Telemetry";

    /// <summary>
    /// Address of an OTLP receiver, for example <c>http://localhost:4317</c>; none by default, and then nothing is measured or
    /// sent. The protocol is gRPC unless <c>OTEL_EXPORTER_OTLP_PROTOCOL</c> is <c>http/protobuf</c>.
    /// </summary>
    public Uri? OtlpEndpoint { get; set; }
}
