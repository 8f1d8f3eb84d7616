using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Seedream.Functions;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddSeedreamFunctions(builder.Configuration);
builder.Services.AddSeedreamTelemetry(builder.Configuration);
await builder.Build().RunAsync();
