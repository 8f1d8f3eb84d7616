namespace Seedream.Core.RunComfy;

/// <summary>The image API: section <c>Seedream:RunComfy</c>.</summary>
public sealed class RunComfyOptions
{
    public const string Section = "Seedream:RunComfy";

    /// <summary>The model that is used unless another is set, and that records without a model mean.</summary>
    public const string DefaultModel = "bytedance/seedream-5/lite/text-to-image";

    /// <summary>Address of the Model API. Default <c>https://model-api.runcomfy.net</c> (vendor documentation).</summary>
    public Uri BaseUrl { get; set; } = new("https://model-api.runcomfy.net");

    /// <summary>The address without a slash or the version (<c>/v1</c>) at its end, which people copy along.</summary>
    internal string ApiRoot
    {
        get
        {
            string root = BaseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/');
            return root.EndsWith("/v1", StringComparison.OrdinalIgnoreCase) ? root[..^3].TrimEnd('/') : root;
        }
    }

    /// <summary>Address of the account API (balance). Default <c>https://api.runcomfy.net</c>; when <see cref="BaseUrl"/> is a loopback address, that one.</summary>
    public Uri? AccountUrl { get; set; }

    /// <summary>Where the balance is asked for, defaults applied.</summary>
    internal Uri EffectiveAccountUrl => AccountUrl ?? (Loopback.Is(BaseUrl) ? new Uri(ApiRoot) : new Uri("https://api.runcomfy.net"));

    /// <summary>The bearer token. Sent to <see cref="BaseUrl"/> and <see cref="AccountUrl"/> only, never logged or stored.</summary>
    public string? ApiToken { get; set; }

    /// <summary>Name of a variable that looks like a token and is not read, where no token is set.</summary>
    internal string? TokenLookalike { get; set; }

    /// <summary>
    /// Model id, the path below <c>/v1/models/</c>. Default <c>bytedance/seedream-5/lite/text-to-image</c>. Any other is refused before
    /// anything is submitted, unless the API tells that it takes the same input and charges per image.
    /// </summary>
    public string Model { get; set; } = DefaultModel;

    /// <summary>The model as records name it: null for the default model.</summary>
    internal string? RecordedModel => Model == DefaultModel ? null : Model;

    /// <summary>US dollars per image, used where the API does not tell the price. Default 0.028 (price of the sibling model).</summary>
    public decimal PricePerImage { get; set; } = 0.028m;

    /// <summary>What a balance means that is known to be below the price of one job. Default <see cref="BalanceCheck.Stop"/>.</summary>
    public BalanceCheck BalanceCheck { get; set; }

    /// <summary>How long a submission may take before it counts as uncertain. Default 60 s, range 1 s–10 min.</summary>
    public TimeSpan SubmitTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long any other call may take. Default 30 s, range 1 s–10 min.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Hosts (and everything below them) output files may be fetched from. Default <c>runcomfy.net</c> and <c>runcomfy.com</c>; loopback as well when <see cref="BaseUrl"/> is loopback.</summary>
    public IList<string> OutputHosts { get; } = [];

    /// <summary>Largest file that is fetched, in bytes. Default 64 MiB, range 1 MiB–2 GiB (the vendor's client caps an image at 32 MiB).</summary>
    public long MaxFileBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>How long one download may take. Default 5 min, range 1 s–1 h.</summary>
    public TimeSpan DownloadTimeout { get; set; } = TimeSpan.FromMinutes(5);
}
