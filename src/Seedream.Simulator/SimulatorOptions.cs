using Seedream.Simulator.Accounting;
using Seedream.Simulator.Contract;
using Seedream.Simulator.Faults;

namespace Seedream.Simulator;

/// <summary>How the simulated API behaves. Everything that is open in the vendor's documentation is an option here.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Where <c>Urls</c> points unless set: loopback, a free port.</summary>
    public const string AnyLoopbackPort = "http://127.0.0.1:0";

    /// <summary>The source of all randomness: the same seed gives the same ids, durations, pictures and faults.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The bearer token that is accepted; null accepts any, and then each token is an owner of its own requests.</summary>
    public string? Token { get; init; } = "simulator-token";

    /// <summary>The model that the other options describe. Beside it the catalogue has three siblings (<see cref="Catalogue"/>).</summary>
    public string Model { get; init; } = "bytedance/seedream-5/lite/text-to-image";

    /// <summary>Generations that run in parallel; further ones wait in a first-in-first-out queue. At least 1.</summary>
    public int Capacity { get; init; } = 64;

    /// <summary>What <c>queue_position</c> says for the next request to start: 0 counts the requests ahead, 1 counts places.</summary>
    public int FirstQueuePosition { get; init; }

    /// <summary>Median generation time of one 2K image in standard mode, in seconds; 0 makes every generation instant.</summary>
    public double MedianSeconds { get; init; } = 8;

    /// <summary>Spread of the log-normal generation time; 0 makes all of a kind take equally long.</summary>
    public double Sigma { get; init; } = 0.3;

    /// <summary>How much longer a 3K image takes than a 2K one.</summary>
    public double ThreeKFactor { get; init; } = 1.6;

    /// <summary>How long mode <c>fast</c> takes in proportion to <c>standard</c>.</summary>
    public double FastFactor { get; init; } = 0.5;

    /// <summary>What each further image of a group adds, in proportion to the first.</summary>
    public double ExtraImageFactor { get; init; } = 0.6;

    /// <summary>Overrides the generation time altogether, for tests that script it. Code only: it is a function.</summary>
    public Func<GenerationInput, TimeSpan>? GenerationTime { get; init; }

    /// <summary>Price in USD of one <see cref="PriceUnit"/>, so of one delivered image unless that says otherwise.</summary>
    public decimal PricePerImage { get; init; } = 0.028m;

    /// <summary>What the price is for: <c>output</c>, <c>second</c> (of generation), <c>megapixel</c>, <c>1000 images</c>, or any other word, which costs as an output does.</summary>
    public string PriceUnit { get; init; } = "output";

    /// <summary>What <c>pricing_note</c> says; null says the price in words.</summary>
    public string? PricingNote { get; init; }

    /// <summary>Whether the price is in <c>pricing_note</c> only, without <c>base_price_usd</c> and <c>price_unit</c>.</summary>
    public bool PriceInProse { get; init; }

    /// <summary>How much more a 3K image costs than a 2K one: a price that depends on an option.</summary>
    public decimal ThreeKPriceFactor { get; init; } = 1;

    /// <summary>What the account holds at the start, in USD; may be zero or negative. A submission it cannot cover is refused (402, code 400002).</summary>
    public decimal BalanceUsd { get; init; } = 1000m;

    /// <summary>Whether submissions are accepted though the balance does not cover them, as for an account that is billed later.</summary>
    public bool Overdraft { get; init; }

    /// <summary>Whether a generation that fails costs as much as one that succeeds.</summary>
    public bool BillFailures { get; init; }

    /// <summary>Approximate bytes of every image; null gives realistic sizes (2K PNG 5-8 MB, 3K PNG 10-16 MB, JPEG a tenth).</summary>
    public int? ImageBytes { get; init; }

    /// <summary>Serves real but small pictures (64x48) whatever was asked, for load tests.</summary>
    public bool TinyImages { get; init; }

    /// <summary>Which fields of <c>output</c> carry the URLs.</summary>
    public OutputShape Output { get; init; } = OutputShape.ImageOrImages;

    /// <summary>Echoes the whole <c>input</c> in results, so that a client collecting URLs from the whole body is caught.</summary>
    public bool EchoInput { get; init; }

    /// <summary>Whether results know <c>include_cost</c>; if not, each result call that asks for it is answered 400.</summary>
    public bool IncludeCost { get; init; } = true;

    /// <summary>Whether the result of an unfinished request is answered 400 with code 400005 rather than with the state so far.</summary>
    public bool NotReadyIsError { get; init; }

    /// <summary>Whether cancelling a finished request answers <c>cancelled</c>, as the documentation's example does, rather than <c>not_cancellable</c>. Nothing is refunded.</summary>
    public bool CancelledWhenFinished { get; init; }

    /// <summary>What somebody is told who asks for another account's request.</summary>
    public ForeignAnswer Foreign { get; init; } = ForeignAnswer.Forbidden;

    /// <summary>Which fields error bodies use; the vendor documents none.</summary>
    public ErrorShape Errors { get; init; } = ErrorShape.CodeAndMessage;

    /// <summary>How long an image URL works after the result call that gave it out.</summary>
    public TimeSpan UrlLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a request id is known after it was accepted.</summary>
    public TimeSpan RequestLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>API calls per second before 429 with <c>Retry-After</c>; null sets no limit. Downloads do not count.</summary>
    public int? CallsPerSecond { get; init; }

    /// <summary>Queued and running requests before submissions are answered 429; null sets no limit.</summary>
    public int? MaxInFlight { get; init; }

    /// <summary>Where to listen.</summary>
    public string Urls { get; init; } = AnyLoopbackPort;

    /// <summary>What the URLs in answers start with; null takes the host that the client called.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Keeps the account in this file, one line per event, so that it outlives the process; null keeps it in memory.</summary>
    public string? AccountFile { get; init; }

    /// <summary>Requests that are known from the start, as if they had been accepted earlier; those that the account file knows already are left as they are.</summary>
    public IReadOnlyList<KnownRequest> KnownRequests { get; init; } = [];

    /// <summary>What goes wrong, and when.</summary>
    public FaultPlan Faults { get; init; } = new();

    /// <summary>The clock that everything goes by, waiting included. Code only: it is an object.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
