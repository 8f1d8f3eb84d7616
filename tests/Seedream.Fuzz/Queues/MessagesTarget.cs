using Microsoft.Extensions.DependencyInjection;
using Seedream.Core.Queues;
using Seedream.Core.Storage;
using Seedream.Fuzz.Generation;
using Seedream.Fuzz.Intake;
using Seedream.Fuzz.Running;
using Seedream.Fuzz.Storage;

namespace Seedream.Fuzz.Queues;

/// <summary>Messages from reading to acceptance: nothing is raised, delivering again changes nothing, whatever is of no use has its reason.</summary>
internal sealed class MessagesTarget : IFuzzTarget
{
    private readonly FuzzPipeline _pipeline = new();
    private readonly MessageIntake _intake;
    private readonly JobMessageReader _reader;
    private readonly PoisonStore _poison;

    public MessagesTarget()
    {
        _intake = _pipeline.Services.GetRequiredService<MessageIntake>();
        _reader = _pipeline.Services.GetRequiredService<JobMessageReader>();
        _poison = _pipeline.Services.GetRequiredService<PoisonStore>();
    }

    public string Name => "messages";

    public long MostAllocated(long inputBytes) => 1_500_000 + (600 * inputBytes);

    public async Task RunAsync(FuzzCase fuzz)
    {
        string text = fuzz.Input("message", MessageGrammar.Text(fuzz.Dice));
        JobMessage message = await _reader.ReadAsync(text, CancellationToken.None);
        Check(message);
        // Accepting is the dearer half; reading is where the grammar is.
        if (fuzz.Dice.OneIn(4))
            await AcceptTwiceAsync(fuzz, text, message);
    }

    private static void Check(JobMessage message)
    {
        switch (message)
        {
            case JobMessage.Unreadable unreadable:
                IsReason(unreadable.Code, unreadable.Reason);
                break;
            case JobMessage.OneJob { Request: var request }:
                PromptFileProperties.CheckInput(new() { Row = 1, Line = 1, Cells = [request.Input.Prompt] }, request.Input, new());
                Expect.That(request.Id is null or { Length: > 0 and <= 128 }, "an id is too long");
                break;
            case JobMessage.PromptFile file:
                Expect.That(ObjectName.IsValid(file.Name), $"the file '{file.Name}'");
                Expect.That(file.Options.Run is >= 1 and <= 1_000_000 && file.Options.Defaults.MaxImages is >= 1 and <= 15, "options out of range");
                break;
        }
    }

    private async Task AcceptTwiceAsync(FuzzCase fuzz, string text, JobMessage message)
    {
        _pipeline.Reset();
        string id = fuzz.Dice.OneIn(4) ? fuzz.Input("id", Words.Text(fuzz.Dice)) : "7d1f";
        MessageVerdict first = await _intake.AcceptAsync("seedream-jobs", id, text, CancellationToken.None);
        MessageVerdict second = await _intake.AcceptAsync("seedream-jobs", id, text, CancellationToken.None);
        Expect.That(first.Started.SequenceEqual(second.Started) && first.PoisonCode == second.PoisonCode, "delivered again it is something else");
        Expect.That(message is not JobMessage.OneJob || first.Started.Count == 1 || first.PoisonCode is not null, "a job was neither started nor refused");
        foreach (string started in first.Started)
            Expect.That(ObjectName.IsValid(StateLayout.BatchRecord(started)), $"the id '{started}'");
        if (first.PoisonCode is not null)
        {
            IsReason(first.PoisonCode, first.PoisonReason!);
            await _poison.RecordAsync("seedream-jobs", id, text, 1, first.PoisonCode, first.PoisonReason!, CancellationToken.None);
        }
    }

    private static void IsReason(string code, string reason)
    {
        Expect.That(MessageCodes.All.Any(known => known.Code == code), $"the code {code} is not documented");
        // Up to twenty problems in one line.
        Expect.IsMessage(reason, $"the reason of {code}", 20 * 700);
    }
}
