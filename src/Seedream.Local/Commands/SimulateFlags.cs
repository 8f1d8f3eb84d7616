using System.Globalization;
using Seedream.Local.CommandLine;
using Seedream.Simulator;
using Seedream.Simulator.Accounting;
using Seedream.Simulator.Contract;
using Seedream.Simulator.Faults;
using static Seedream.Local.Commands.SimulateFlag;

namespace Seedream.Local.Commands;

/// <summary>Every option of the simulator that can be said on a command line.</summary>
internal static class SimulateFlags
{
    private const int UsualPort = 8189;

    private static readonly SimulatorOptions Usual = new();

    public static IReadOnlyList<SimulateFlag> All { get; } =
    [
        Value(nameof(Usual.Urls), "--port", "n", "Loopback port to listen on; 0 takes a free one.", UsualPort, (options, port) => options with { Urls = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}") }),
        Value(nameof(Usual.Seed), "--seed", "n", "Source of all randomness: the same seed, the same pictures, times and faults.", Usual.Seed, (options, seed) => options with { Seed = seed }),
        Value(nameof(Usual.Capacity), "--capacity", "n", "Generations that run in parallel; further ones queue.", Usual.Capacity, (options, capacity) => options with { Capacity = capacity }),
        Value(nameof(Usual.MedianSeconds), "--median", "seconds", "Median generation time of one image.", Usual.MedianSeconds, (options, median) => options with { MedianSeconds = median }),
        Value(nameof(Usual.Token), "--token", "text", "The bearer token that is accepted.", Usual.Token!, (options, token) => options with { Token = token }),
        Maybe<string>(nameof(Usual.Faults), "--faults", "plan", "What goes wrong: a plan such as submit:429=0.05,fail=0.02, or a JSON file (docs/simulator.md).", (options, plan) => options with { Faults = ReadFaults(plan) }),
        Maybe<string>(nameof(Usual.AccountFile), "--account", "file", "Keep the account in this file, so that it outlives the process; in memory unless given.", (options, file) => options with { AccountFile = file }),
        Switch(nameof(Usual.TinyImages), "--tiny", "Serve small pictures whatever is asked for, for load tests.", options => options with { TinyImages = true }),
        Value(nameof(Usual.BalanceUsd), "--balance", "usd", "What is on the account at the start; may be negative.", Usual.BalanceUsd, (options, balance) => options with { BalanceUsd = balance }),
        Maybe<string>(nameof(Usual.KnownRequests), "--known", "file", "Requests that are known from the start, as JSON (docs/simulator.md).", (options, file) => options with { KnownRequests = ReadKnown(file) }),
        Switch(nameof(Usual.Token), "--any-token", "Accept any bearer token; each is an account of its own.", options => options with { Token = null }),
        Value(nameof(Usual.Model), "--model", "id", "The model that the other options describe.", Usual.Model, (options, model) => options with { Model = model }),
        Value(nameof(Usual.PricePerImage), "--price", "usd", "Price of one unit, so of one image unless --price-unit says otherwise.", Usual.PricePerImage, (options, price) => options with { PricePerImage = price }),
        Value(nameof(Usual.PriceUnit), "--price-unit", "word", "What the price is for: output, second, megapixel, \"1000 images\", or any other word.", Usual.PriceUnit, (options, unit) => options with { PriceUnit = unit }),
        Maybe<string>(nameof(Usual.PricingNote), "--pricing-note", "text", "What pricing_note says; the price in words unless given.", (options, note) => options with { PricingNote = note }),
        Switch(nameof(Usual.PriceInProse), "--price-in-prose", "Say the price in pricing_note only.", options => options with { PriceInProse = true }),
        Value(nameof(Usual.ThreeKPriceFactor), "--3k-price-factor", "factor", "How much more a 3K image costs.", Usual.ThreeKPriceFactor, (options, factor) => options with { ThreeKPriceFactor = factor }),
        Switch(nameof(Usual.Overdraft), "--overdraft", "Accept submissions that the balance does not cover.", options => options with { Overdraft = true }),
        Switch(nameof(Usual.BillFailures), "--bill-failures", "Let failed generations cost as much as others.", options => options with { BillFailures = true }),
        Value(nameof(Usual.FirstQueuePosition), "--first-queue-position", "n", "What queue_position says for the next to start.", Usual.FirstQueuePosition, (options, first) => options with { FirstQueuePosition = first }),
        Value(nameof(Usual.Sigma), "--sigma", "spread", "Spread of the generation time; 0 for none.", Usual.Sigma, (options, sigma) => options with { Sigma = sigma }),
        Value(nameof(Usual.ThreeKFactor), "--3k-factor", "factor", "How much longer a 3K image takes.", Usual.ThreeKFactor, (options, factor) => options with { ThreeKFactor = factor }),
        Value(nameof(Usual.FastFactor), "--fast-factor", "factor", "How long mode fast takes in proportion.", Usual.FastFactor, (options, factor) => options with { FastFactor = factor }),
        Value(nameof(Usual.ExtraImageFactor), "--extra-image-factor", "factor", "What each further image of a group adds in proportion.", Usual.ExtraImageFactor, (options, factor) => options with { ExtraImageFactor = factor }),
        Maybe<int?>(nameof(Usual.ImageBytes), "--image-bytes", "n", "Approximate bytes of every image; realistic sizes unless given.", (options, bytes) => options with { ImageBytes = bytes }),
        Value(nameof(Usual.Output), "--output", "shape", $"Which fields of output carry the URLs: {Names<OutputShape>()}.", Usual.Output, (options, shape) => options with { Output = shape }),
        Switch(nameof(Usual.EchoInput), "--echo-input", "Echo the whole input in results.", options => options with { EchoInput = true }),
        Switch(nameof(Usual.IncludeCost), "--no-include-cost", "Answer 400 to result calls with include_cost.", options => options with { IncludeCost = false }),
        Switch(nameof(Usual.NotReadyIsError), "--not-ready-is-error", "Answer 400 (400005) to the result call of an unfinished request.", options => options with { NotReadyIsError = true }),
        Switch(nameof(Usual.CancelledWhenFinished), "--cancelled-when-finished", "Answer cancelled to the cancel of a finished request.", options => options with { CancelledWhenFinished = true }),
        Value(nameof(Usual.Foreign), "--foreign", "answer", $"What somebody is told about another account's request: {Names<ForeignAnswer>()}.", Usual.Foreign, (options, answer) => options with { Foreign = answer }),
        Value(nameof(Usual.Errors), "--errors", "shape", $"Which fields error bodies use: {Names<ErrorShape>()}.", Usual.Errors, (options, shape) => options with { Errors = shape }),
        Value(nameof(Usual.UrlLifetime), "--url-lifetime", "seconds", "How long an image URL works.", Usual.UrlLifetime.TotalSeconds, (options, seconds) => options with { UrlLifetime = TimeSpan.FromSeconds(seconds) }),
        Value(nameof(Usual.RequestLifetime), "--request-lifetime", "seconds", "How long a request id is known.", Usual.RequestLifetime.TotalSeconds, (options, seconds) => options with { RequestLifetime = TimeSpan.FromSeconds(seconds) }),
        Maybe<int?>(nameof(Usual.CallsPerSecond), "--calls-per-second", "n", "API calls per second before 429; no limit unless given.", (options, calls) => options with { CallsPerSecond = calls }),
        Maybe<int?>(nameof(Usual.MaxInFlight), "--max-in-flight", "n", "Queued and running requests before submissions are answered 429; no limit unless given.", (options, most) => options with { MaxInFlight = most }),
        Maybe<string>(nameof(Usual.PublicUrl), "--public-url", "url", "What the URLs in answers start with; the address that was called unless given.", (options, url) => options with { PublicUrl = ReadUrl(url) }),
    ];

    /// <summary>The simulator's options as they were typed.</summary>
    /// <exception cref="CommandFailedException">A value cannot be; the message names the flag.</exception>
    public static SimulatorOptions Read(CommandSession session) => All.Aggregate(Usual, (options, flag) => flag.Apply(session, options));

    private static string Names<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>());

    private static FaultPlan ReadFaults(string plan)
    {
        try
        {
            return File.Exists(plan) ? FaultPlan.FromJson(File.ReadAllText(plan)) : FaultPlan.Parse(plan);
        }
        catch (FaultPlanException exception)
        {
            throw new CommandFailedException(ExitCode.Usage, $"--faults: {exception.Message}", exception);
        }
    }

    private static Uri ReadUrl(string url) => Uri.TryCreate(url, UriKind.Absolute, out Uri? read) && (read.Scheme is "http" or "https")
        ? read
        : throw new CommandFailedException(ExitCode.Usage, $"--public-url must be an http or https address, found {url}");

    private static IReadOnlyList<KnownRequest> ReadKnown(string file)
    {
        try
        {
            return KnownRequest.Read(File.ReadAllText(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new CommandFailedException(ExitCode.Usage, $"--known {file}: {exception.Message}", exception);
        }
    }
}
