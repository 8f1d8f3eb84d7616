using System.Globalization;
using System.Text.Json;
using Seedream.Simulator.Accounting;
using Seedream.Simulator.Contract;
using Seedream.Simulator.Faults;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator;

/// <summary>Makes a submission out of an input: its id, its images, its duration and how it will end are settled here.</summary>
internal sealed class Intake(SimulatorOptions options, Account account)
{
    private readonly CallCounter _inputs = new();

    public Submission Draft(string marker, string inputJson, GenerationInput input, string owner, DateTimeOffset now, Func<FaultCall, Fault?> decide)
    {
        string hash = Simulation.HashOf(inputJson);
        int images = GroupSize.Of(options.Seed, input, hash);
        int occurrence = (account.Known(marker)?.Accepted ?? 0) + 1;
        Fault? fault = decide(new FaultCall(FaultStage.Generation, marker, occurrence, marker, input.Prompt));
        TimeSpan duration = DurationModel.DurationOf(options, input, hash, images, _inputs.Next(hash));
        return new Submission(NextId(), marker, occurrence, inputJson, input)
        {
            AcceptedAt = now,
            Images = images,
            Delivered = fault switch
            {
                Fault.PartialGroup => GroupSize.Partial(options.Seed, images, hash),
                Fault.NoImages => 0,
                _ => images,
            },
            Duration = fault == Fault.JobSlow ? duration * 10 : duration,
            Ending = fault switch
            {
                Fault.JobFails => Ending.Failure,
                Fault.JobFailsWithObject => Ending.FailureObject,
                Fault.JobModerated => Ending.Moderation,
                Fault.JobStuck => Ending.Never,
                _ => Ending.Success,
            },
            CostUsd = images * options.PricePerImage,
            Owner = owner,
        };
    }

    public Submission Restore(AccountEvent line)
    {
        JsonElement input = line.Input ?? throw new InvalidDataException($"The account file says that {line.RequestId} was accepted, but not with what input.");
        _inputs.Next(Simulation.HashOf(input.GetRawText()));
        int occurrence = (account.Known(line.Marker)?.Accepted ?? 0) + 1;
        return new Submission(line.RequestId!, line.Marker, occurrence, input.GetRawText(), GenerationInput.From(input))
        {
            AcceptedAt = line.At,
            Images = line.Images,
            Delivered = line.Delivered,
            Duration = TimeSpan.FromSeconds(line.DurationSeconds),
            Ending = line.Ending,
            CostUsd = line.CostUsd,
            Owner = line.Owner ?? "",
        };
    }

    // Looks like the vendor's GUIDs and cannot be guessed without the seed.
    private string NextId()
    {
        string number = account.Count.ToString(CultureInfo.InvariantCulture);
        ulong high = Seeded.Hash(options.Seed, "request id", number), low = Seeded.Hash(options.Seed, "request id, second half", number);
        string hex = string.Create(CultureInfo.InvariantCulture, $"{high:x16}{low:x16}");
        return $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}";
    }
}
