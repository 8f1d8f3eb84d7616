using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Seedream.Core.Batches;
using Seedream.Core.Collecting;
using Seedream.Core.Conducting;
using Seedream.Core.Drops;
using Seedream.Core.Hosting;
using Seedream.Core.Identity;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Notifying;
using Seedream.Core.Orchestration;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.Previewing;
using Seedream.Core.Queues;
using Seedream.Core.Reporting;
using Seedream.Core.Retention;
using Seedream.Core.RunComfy;
using Seedream.Core.Submission;
using Seedream.Core.Telemetry;
using Seedream.Core.Waiting;

namespace Seedream.Core.Settings;

/// <summary>Everything of the pipeline that is the same on every host. The host adds its <see cref="Storage.PipelineStorage"/>.</summary>
public static class PipelineRegistration
{
    public static IServiceCollection AddPipeline(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddRunComfy(configuration);
        AddSettings<IntakeOptions, IntakeOptionsValidator>(services, configuration, IntakeOptions.Section);
        AddSettings<JobsOptions, JobsOptionsValidator>(services, configuration, JobsOptions.Section);
        AddSettings<WaitingOptions, WaitingOptionsValidator>(services, configuration, WaitingOptions.Section);
        AddSettings<NotificationsOptions, NotificationsOptionsValidator>(services, configuration, NotificationsOptions.Section);
        AddSettings<DropOptions, DropOptionsValidator>(services, configuration, DropOptions.Section);
        AddSettings<HousekeepingOptions, HousekeepingOptionsValidator>(services, configuration, HousekeepingOptions.Section);

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(HostIdentity.Current);
        services.TryAddSingleton(new PipelineHost(Owner: null));
        services.TryAddSingleton<ImagePrice>();
        services.TryAddSingleton<BatchStore>();
        services.TryAddSingleton<BatchQueries>();
        services.TryAddSingleton<ProgressStore>();
        services.TryAddSingleton<IProgressReader>(provider => provider.GetRequiredService<ProgressStore>());
        services.TryAddSingleton<JobRequestReader>();
        services.TryAddSingleton<JobIntake>();
        services.TryAddSingleton<JobQueries>();
        services.TryAddSingleton<BatchOptionsReader>();
        services.TryAddSingleton<JobMessageReader>();
        services.TryAddSingleton<MessageIntake>();
        services.TryAddSingleton<PoisonStore>();
        services.TryAddSingleton<DropStore>();
        services.TryAddSingleton<DropIntake>();
        services.TryAddSingleton<DropSweep>();
        services.TryAddSingleton<StoreUpgrade>();
        services.TryAddSingleton<FailedFiles>();
        services.TryAddSingleton<BatchIntake>();
        services.TryAddSingleton<BatchRounds>();
        services.TryAddSingleton<RoundStore>();
        services.TryAddSingleton<StopMarkers>();
        services.TryAddSingleton<OutcomeStore>();
        services.TryAddSingleton<Ledger>();
        services.TryAddSingleton<PicturedRows>();
        services.TryAddSingleton<SubmissionGate>();
        services.TryAddSingleton<TicketWorth>();
        services.TryAddSingleton<SharedRows>();
        services.TryAddSingleton<BatchWithdrawal>();
        services.TryAddSingleton<TicketEndings>();
        services.TryAddSingleton<BatchPlanner>();
        services.TryAddSingleton<PlanReader>();
        services.TryAddSingleton<ReportWriter>();
        services.TryAddSingleton<Tombstones>();
        services.TryAddSingleton<BatchPurge>();
        services.TryAddSingleton<Previews>();
        services.TryAddSingleton<LeftoverStore>();
        services.TryAddSingleton<CollectLeftovers>();
        services.TryAddSingleton<StartBegun>();

        services.TryAddSingleton<PlanBatch>();
        services.TryAddSingleton<IActivity<BatchInput, BatchPlan>>(provider => new FollowedActivity<BatchPlan>(BatchSpans.Plan, provider.GetRequiredService<PlanBatch>()));
        services.TryAddSingleton<IActivity<TakeRowsInput, TakenRows>, TakeRows>();
        services.TryAddSingleton<IActivity<SubmitJobsInput, SubmittedJobs>, SubmitJobs>();
        services.TryAddSingleton<IActivity<CheckJobsInput, CheckedJobs>, CheckJobs>();
        services.TryAddSingleton<IActivity<CollectImagesInput, CheckedJobs>, CollectImages>();
        services.TryAddSingleton<OpenAttempts>();
        services.TryAddSingleton<RoundEnd>();
        services.TryAddSingleton<CloseBatch>();
        services.TryAddSingleton<IActivity<BatchInput, BatchResult>>(provider => new FollowedActivity<BatchResult>(BatchSpans.Close, provider.GetRequiredService<CloseBatch>()));
        services.TryAddSingleton<IActivity<GiveUpRoundInput, BatchResult>, GiveUpRound>();
        services.AddNotifying();
        return services;
    }

    private static void AddSettings<TOptions, TValidator>(IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().Bind(configuration.GetSection(section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<TOptions>>().Value);
    }
}
