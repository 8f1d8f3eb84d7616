using System.Text;
using Seedream.Azure.Queues;
using Seedream.Chaos.Places;
using Seedream.Chaos.Trouble;
using Seedream.Core.Queues;

namespace Seedream.Chaos.Acts;

/// <summary>Brings the work: dropped files, uploads, single jobs over HTTP, and messages, many of them more than once.</summary>
internal sealed class Feed(World world, Caller caller, Random dice)
{
    private readonly FileChanges _changes = new(world, caller, dice);

    /// <summary>So many rows and jobs in all, spread over the time it takes to hand them over.</summary>
    public async Task BringAsync(int rows)
    {
        int number = 0;
        while (rows > 0)
        {
            number++;
            int most = Math.Min(rows, world.Options.RowsPerBatch);
            int some = most <= 30 ? most : dice.Next(30, most + 1);
            switch (dice.Next(world.Azurite is null ? 3 : 5))
            {
                case 0:
                    await DropAsync($"dropped-{number}.csv", some);
                    break;
                case 1:
                    await UploadAsync($"uploaded-{number}.csv", some);
                    break;
                case 2:
                    some = Math.Min(some, 20);
                    await Task.WhenAll(Enumerable.Range(0, some).Select(job => AskForJobAsync($"http-{number}-{job}")));
                    break;
                case 3:
                    some = Math.Min(some, 25);
                    await SendJobsAsync(number, some);
                    break;
                default:
                    string file = $"sent-{number}.csv";
                    await DropAsync(file, some);
                    await SendAsync($$"""{"file": "{{file}}"}""", copies: dice.Next(1, 4));
                    break;
            }

            rows -= some;
            await Task.Delay(dice.Next(200, 2500));
            for (int changes = dice.Next(3); changes > 0; changes--)
            {
                rows -= await _changes.MakeOneAsync(Math.Max(0, rows));
                await Task.Delay(dice.Next(100, 1500));
            }
        }
    }

    /// <summary>Files go on moving and being copied after they have ended, and the reports of what failed are dropped again where that is asked for.</summary>
    public Task ChangeEndedAsync() => _changes.MakeAllAsync();

    private async Task DropAsync(string name, int rows)
    {
        bool grows = dice.Next(2) == 0;
        PromptFamily family = world.Orders.Family(name, PromptFiles.Create(name, rows, dice), grows);
        byte[] content = world.Orders.Write(family, family.Last);
        await Patiently.DoAsync(() => world.Open().Prompts.PutAsync(name, content, "text/csv", CancellationToken.None));
        _changes.Know(family);
    }

    private async Task UploadAsync(string name, int rows)
    {
        PromptFamily family = world.Orders.Family(name, PromptFiles.Create(name, rows, dice));
        string content = Encoding.UTF8.GetString(world.Orders.Write(family, family.Last));
        await caller.UploadAsync(name, content);
        // The same once more: the same batch.
        if (dice.Next(3) == 0)
            await caller.UploadAsync(name, content);
        _changes.Know(family);
    }

    private async Task AskForJobAsync(string key)
    {
        string prompt = $"{key} a boat in the harbour";
        world.Orders.Job(prompt);
        await caller.AskForJobAsync(prompt, key);
        if (key.EndsWith('3'))
            await caller.AskForJobAsync(prompt, key);
    }

    private async Task SendJobsAsync(int number, int jobs)
    {
        for (int job = 0; job < jobs; job++)
        {
            string prompt = $"message-{number}-{job} a gull on a post";
            world.Orders.Job(prompt);
            await SendAsync($$"""{"prompt": "{{prompt}}", "id": "message-{{number}}-{{job}}", "metadata": {"shelf": {{job}} } }""", copies: dice.Next(4) == 0 ? dice.Next(2, 4) : 1);
        }

        if (dice.Next(3) > 0)
            return;
        await SendAsync($"no message at all {number}", copies: 1);
        world.Orders.BadMessages++;
    }

    private async Task SendAsync(string text, int copies)
    {
        IMessageQueue queue = AzureQueues.Open(world.Azurite!.Account, QueueNames.Jobs);
        for (int copy = 0; copy < copies; copy++)
            await Patiently.DoAsync(() => queue.SendAsync(text, CancellationToken.None));
        if (copies > 1)
            world.Report.Count("messages sent again", copies - 1);
    }
}
