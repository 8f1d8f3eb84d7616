using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Seedream.Core.Telemetry;

namespace Seedream.Local.Telemetry;

/// <summary>Sends what the pipeline tells of itself to an OTLP receiver, where one is configured; otherwise does nothing at all.</summary>
public static class TelemetryRegistration
{
    private const string ServiceName = "seedream";
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] EndpointVariables =
        [EndpointVariable, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT"];

    /// <summary>True when there is somebody to send to.</summary>
    public static bool IsOn(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Array.Exists(EndpointVariables, name => !string.IsNullOrWhiteSpace(configuration[name])) || OwnEndpoint(configuration) is not null;
    }

    /// <summary>
    /// Starts sending traces and metrics of this process; once per process, however many pipelines run in it. Disposing sends
    /// what is left. Null when nothing is configured.
    /// </summary>
    public static IDisposable? Start(IConfiguration configuration)
    {
        if (!IsOn(configuration))
            return null;
        TracerProvider? tracing = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .ConfigureResource(Describe)
            .AddSource(PipelineTelemetry.Name)
            .AddOtlpExporter(options => Direct(options, configuration, "v1/traces"))
            .Build();
        MeterProvider? metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .ConfigureResource(Describe)
            .AddMeter(PipelineTelemetry.Name, "System.Runtime", "Microsoft.AspNetCore.Hosting")
            .AddOtlpExporter(options => Direct(options, configuration, "v1/metrics"))
            .Build();
        return new Sending(tracing, metrics);
    }

    /// <summary>Sends the log as well, from Information on, whatever the other places show.</summary>
    public static ILoggingBuilder AddTelemetry(this ILoggingBuilder logging, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(logging);
        if (!IsOn(configuration))
            return logging;
        return logging
            .AddFilter<OpenTelemetryLoggerProvider>(category: null, LogLevel.Information)
            .AddOpenTelemetry(options =>
            {
                ResourceBuilder resource = ResourceBuilder.CreateEmpty();
                Describe(resource);
                options.IncludeFormattedMessage = true;
                options.SetResourceBuilder(resource).AddOtlpExporter(exporter => Direct(exporter, configuration, "v1/logs"));
            });
    }

    // The environment's own OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come last and win.
    private static void Describe(ResourceBuilder resource) => resource
        .Clear()
        .AddService(ServiceName, serviceVersion: PipelineTelemetry.Version)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    private static void Direct(OtlpExporterOptions options, IConfiguration configuration, string path)
    {
        if (!string.IsNullOrWhiteSpace(configuration[EndpointVariable]) || OwnEndpoint(configuration) is not { } endpoint)
            return;
        options.Endpoint = options.Protocol == OtlpExportProtocol.HttpProtobuf ? new Uri($"{endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{path}") : endpoint;
    }

    private static Uri? OwnEndpoint(IConfiguration configuration)
    {
        const string Key = $"{TelemetryOptions.Section}:{nameof(TelemetryOptions.OtlpEndpoint)}";
        string? text = configuration[Key];
        if (string.IsNullOrWhiteSpace(text))
            return null;
        bool isAddress = Uri.TryCreate(text, UriKind.Absolute, out Uri? endpoint) && (endpoint.Scheme == Uri.UriSchemeHttp || endpoint.Scheme == Uri.UriSchemeHttps);
        return isAddress ? endpoint : throw new OptionsValidationException(nameof(TelemetryOptions), typeof(TelemetryOptions), [$"{Key} must be an absolute http or https address"]);
    }

    private sealed class Sending(IDisposable? tracing, IDisposable? metrics) : IDisposable
    {
        public void Dispose()
        {
            tracing?.Dispose();
            metrics?.Dispose();
        }
    }
}
