using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using Seedream.Core.Telemetry;

namespace Seedream.Functions;

/// <summary>Sends what the pipeline tells of itself to Application Insights, to an OTLP receiver, to both or to neither, as the settings say.</summary>
public static class TelemetryRegistration
{
    private const string Insights = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string Receiver = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static IServiceCollection AddSeedreamTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        IOpenTelemetryBuilder telemetry = services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithTracing(tracing => tracing.AddSource(PipelineTelemetry.Name))
            .WithMetrics(metrics => metrics.AddMeter(PipelineTelemetry.Name, "System.Runtime"));
        if (!string.IsNullOrWhiteSpace(configuration[Insights]))
        {
            // Insights takes no keys here: the app's identity must be named, since there may be several.
            string? client = configuration["AZURE_CLIENT_ID"];
            telemetry.UseAzureMonitorExporter(options =>
            {
                if (!string.IsNullOrWhiteSpace(client))
                    options.Credential = new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(client));
            });
        }

        if (!string.IsNullOrWhiteSpace(configuration[Receiver]))
            telemetry.UseOtlpExporter();
        return services;
    }
}
