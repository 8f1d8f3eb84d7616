using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Seedream.Simulator.Accounting;
using Seedream.Simulator.Contract;
using Seedream.Simulator.Faults;
using Seedream.Simulator.Scheduling;

namespace Seedream.Simulator;

/// <summary>Makes a submission out of an input: its id, its images, its duration and how it will end are settled here.</summary>
internal sealed partial class Intake(SimulatorOptions options, Catalogue catalogue, Account account)
{
    private const int MoreThanAsked = 3;
    private const int OverAHundred = 101;

    private readonly CallCounter _inputs = new();

    public Submission Draft(string marker, CatalogueModel model, string inputJson, GenerationInput input, string owner, DateTimeOffset now, Func<FaultCall, Fault?> decide)
    {
        string hash = Simulation.HashOf(inputJson);
        int images = GroupSize.Of(options.Seed, input, hash);
        int occurrence = OccurrenceOf(marker);
        Fault? fault = decide(new FaultCall(FaultStage.Generation, marker, occurrence, marker, input.Prompt));
        TimeSpan duration = DurationModel.DurationOf(options, input, hash, images, _inputs.Next(hash));
        int delivered = DeliveredBy(fault, images, hash);
        if (fault == Fault.JobSlow) duration *= 10;
        return new Submission(NextId(), marker, occurrence, inputJson, input)
        {
            Model = model.Id,
            AcceptedAt = now,
            Images = images,
            Delivered = delivered,
            Duration = duration,
            Ending = EndingBy(fault),
            Fault = fault,
            CostUsd = Pricing.CostOf(options, model, input, duration, Math.Max(images, delivered)),
            Owner = owner,
        };
    }

    public Submission Restore(AccountEvent line)
    {
        JsonElement input = line.Input ?? throw new InvalidDataException($"The account file says that {line.RequestId} was accepted, but not with what input.");
        string model = line.Model ?? options.Model;
        _inputs.Next(Simulation.HashOf(input.GetRawText()));
        return new Submission(line.RequestId!, line.Marker, OccurrenceOf(line.Marker), input.GetRawText(), GenerationInput.From(input, catalogue.Find(model)))
        {
            Model = model,
            AcceptedAt = line.At,
            Images = line.Images,
            Delivered = line.Delivered,
            Duration = TimeSpan.FromSeconds(line.DurationSeconds),
            Ending = line.Ending,
            Fault = line.Fault is { } name ? FaultCatalogue.Find(name)?.Fault : null,
            Known = line.Event == AccountEvent.Known,
            GivenCostUsd = line.GivenCostUsd,
            CostUsd = line.CostUsd,
            Owner = line.Owner ?? "",
        };
    }

    /// <summary>What the account file says of a request that is known rather than submitted.</summary>
    /// <exception cref="InvalidDataException">It cannot be; the message says why.</exception>
    public AccountEvent Describe(KnownRequest known, DateTimeOffset now)
    {
        if (!RequestId().IsMatch(known.RequestId)) throw new InvalidDataException($"\"{known.RequestId}\" is no request id: expected 1 to 128 letters, digits, - and _.");
        if (!StateNames.TryParse(known.State, out SubmissionState state)) throw new InvalidDataException($"{known.RequestId}: \"{known.State}\" is no state; there are {string.Join(", ", StateNames.All)}.");
        CatalogueModel model = catalogue.Find(known.Model ?? options.Model) ?? throw new InvalidDataException($"{known.RequestId}: there is no model {known.Model}.");
        if (ModelSchema.Validate(model.InputSchema, known.Input) is { Count: > 0 } problems) throw new InvalidDataException($"{known.RequestId}: {string.Join("; ", problems)}.");
        Fault? fault = known.Fault is null ? null
            : FaultCatalogue.Find(known.Fault) is { } entry && entry.Stages.Contains(FaultStage.Generation) ? entry.Fault
            : throw new InvalidDataException($"{known.RequestId}: \"{known.Fault}\" is no fault of a generation.");
        GenerationInput input = GenerationInput.From(known.Input, model);
        string json = known.Input.GetRawText(), hash = Simulation.HashOf(json);
        int images = known.Images ?? GroupSize.Of(options.Seed, input, hash), delivered = DeliveredBy(fault, images, hash);
        DateTimeOffset accepted = known.AcceptedAt ?? known.FinishedAt ?? now;
        bool ended = state is SubmissionState.Succeeded or SubmissionState.Failed;
        TimeSpan duration = ended ? (known.FinishedAt ?? accepted) - accepted : DurationModel.DurationOf(options, input, hash, images, 1);
        return new AccountEvent
        {
            Event = AccountEvent.Known,
            At = accepted,
            FinishedAt = ended || state == SubmissionState.Cancelled ? known.FinishedAt ?? accepted : null,
            Marker = known.Marker ?? "known-" + known.RequestId,
            RequestId = known.RequestId,
            State = StateNames.Of(state),
            Model = model.Id,
            Owner = known.Token is { } token && options.Token is null ? Simulation.HashOf(token) : null,
            Images = images,
            Delivered = delivered,
            DurationSeconds = duration.TotalSeconds,
            Ending = state == SubmissionState.Failed && EndingBy(fault) is Ending.Success or Ending.Never ? Ending.Failure : EndingBy(fault),
            Fault = fault is { } struck ? FaultCatalogue.Of(struck).Name : null,
            GivenCostUsd = known.CostUsd,
            CostUsd = known.CostUsd ?? Pricing.CostOf(options, model, input, duration, Math.Max(images, delivered)),
            Input = known.Input,
        };
    }

    private int OccurrenceOf(string marker) => (account.Known(marker)?.Accepted ?? 0) + 1;

    private int DeliveredBy(Fault? fault, int images, string hash) => fault switch
    {
        Fault.PartialGroup => GroupSize.Partial(options.Seed, images, hash),
        Fault.NoImages => 0,
        Fault.MoreImages => images + MoreThanAsked,
        Fault.OverAHundredImages => OverAHundred,
        _ => images,
    };

    private static Ending EndingBy(Fault? fault) => fault switch
    {
        Fault.JobFails => Ending.Failure,
        Fault.JobFailsWithObject => Ending.FailureObject,
        Fault.JobModerated => Ending.Moderation,
        Fault.RefusedWith400 => Ending.Refused400,
        Fault.RefusedWith422 => Ending.Refused422,
        Fault.JobStuck => Ending.Never,
        _ => Ending.Success,
    };

    // Looks like the vendor's GUIDs and cannot be guessed without the seed. A known request may have one of them.
    private string NextId()
    {
        for (int sequence = account.Count; ; sequence++)
        {
            string number = sequence.ToString(CultureInfo.InvariantCulture);
            ulong high = Seeded.Hash(options.Seed, "request id", number), low = Seeded.Hash(options.Seed, "request id, second half", number);
            string hex = string.Create(CultureInfo.InvariantCulture, $"{high:x16}{low:x16}");
            string id = $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}";
            if (account.FindHeld(id) is null) return id;
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,128}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    public static partial Regex RequestId();
}
