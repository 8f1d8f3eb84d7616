using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Seedream.Chaos.Checking;
using Seedream.Core.Batches;
using Seedream.Core.Hosting;
using Seedream.Core.Outcomes;
using Seedream.Core.Planning;
using Seedream.Core.Storage;
using Seedream.Core.Submission;
using Seedream.Core.Tests.Support;
using Seedream.Local.Tests.Support;

namespace Seedream.Local.Tests.Serving;

/// <summary>What a process that died has left, and who takes care of it.</summary>
[Collection(nameof(ServingTests))]
public sealed class ServingAfterDeaths
{
    [UnixFact]
    public async Task Hosts_that_were_killed_are_forgotten_by_the_next_one()
    {
        await using Service service = await Service.CreateAsync();
        for (int death = 1; death <= 2; death++)
        {
            SeedreamProcess host = service.Start();
            await Eventually.IsTrueAsync(() => LivingHosts.IsOnlyAsync(service.Storage.State, host.Id), $"the only host, after {death - 1} deaths");
            host.Kill();
            await host.WaitAsync();
        }

        SeedreamProcess last = service.Start();
        await Eventually.IsTrueAsync(() => LivingHosts.IsOnlyAsync(service.Storage.State, last.Id), "the last host to be the only one");
        last.Signal("TERM");
        (await last.WaitAsync()).Expect(0);
        Assert.Equal(0, await Service.CountAsync(service.Storage.State, StateLayout.Hosts));
    }

    [Fact]
    public async Task The_end_of_a_single_job_is_told_although_the_host_died_before_it_was()
    {
        bool isDown = true;
        ConcurrentQueue<string> told = new();
        await using LoopbackServer receiver = new(async exchange =>
        {
            if (isDown)
            {
                await exchange.AnswerAsync(503, "{}");
                return;
            }

            using JsonDocument notice = JsonDocument.Parse(exchange.Request.Body);
            told.Enqueue(notice.RootElement.GetProperty("type").GetString()!);
            await exchange.AnswerAsync(200, "{}");
        });
        await using Service service = await Service.CreateAsync(environment: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Seedream__Notifications__WebhookUrl"] = receiver.Url.ToString(),
            ["Seedream__Notifications__WebhookSecret"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        });
        SeedreamProcess host = service.Start();
        await Eventually.IsTrueAsync(() => PostAsync(new Uri(service.Address, "/api/jobs")), "the host to take a job");
        await Eventually.IsTrueAsync(async () => await Service.CountAsync(service.Storage.Images, "jobs/", "/manifest.json") == 1, "the job to end");
        host.Kill();
        await host.WaitAsync();
        Assert.Empty(told);

        isDown = false;
        service.Start();
        await Eventually.IsTrueAsync(() => !told.IsEmpty, "the notice");
        await Eventually.IsTrueAsync(async () => await Service.CountAsync(service.Storage.State, StateLayout.Open) == 0, "the job to be closed");
        Assert.Equal(["seedream.job.succeeded"], told);
        service.IsPaidOnce(1);
    }

    [UnixFact]
    public async Task A_retry_that_was_begun_and_never_started_is_started_by_the_next_host()
    {
        await using Service service = await Service.CreateAsync();
        SeedreamProcess host = service.Start();
        await service.DropAsync("posters.csv", "prompt\na fox [[sim:moderated]]\nan owl\n");
        BatchRecord ended = Assert.Single(await service.BatchesEndedAsync(1));
        Assert.Equal(BatchStatus.CompletedWithErrors, ended.Status);
        host.Signal("TERM");
        (await host.WaitAsync()).Expect(0);

        // As far as a process gets that dies between the record of the round and its start.
        PipelineStorage storage = service.Storage;
        BatchStore batches = new(storage);
        Ledger ledger = new(storage, HostIdentity.Current, TimeProvider.System, NullLogger<Ledger>.Instance);
        BatchRounds rounds = new(storage, batches, new PlanReader(storage, batches), new OutcomeStore(storage), new RoundStore(storage), ledger, HostIdentity.Current, TimeProvider.System, NullLogger<BatchRounds>.Instance);
        await rounds.BeginRetryAsync(ended.Id, new HashSet<OutcomeKind> { OutcomeKind.Failed }, BatchOwner.Local, default);

        service.Start();
        BatchRecord again = Assert.Single(await service.BatchesEndedAsync(1));
        Assert.Equal((2, BatchStatus.CompletedWithErrors), (again.Round, again.Status));
        Assert.True(again.StartedAt > ended.CompletedAt);
    }

    [Fact]
    public async Task An_upload_that_a_killed_process_was_reading_is_deleted_when_it_is_an_hour_old()
    {
        await using Service service = await Service.CreateAsync();
        IObjectStore state = service.Storage.State;
        foreach (string name in new[] { "old", "fresh" })
            await state.PutAsync(StateLayout.Uploads + name, "prompt\na fox\n"u8.ToArray(), "text/csv", default);
        string old = Assert.Single(Directory.EnumerateFiles(Path.GetDirectoryName(service.Prompts)!, "old", SearchOption.AllDirectories));
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddMinutes(-61));

        service.Start();

        await Eventually.IsTrueAsync(() => !File.Exists(old), "the old upload to be deleted");
        Assert.Equal(1, await Service.CountAsync(state, StateLayout.Uploads));
    }

    private static async Task<bool> PostAsync(Uri address)
    {
        try
        {
            using HttpClient caller = new();
            using StringContent job = new("""{"prompt": "a red fox"}""", Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await caller.PostAsync(address, job);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
