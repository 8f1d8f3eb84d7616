using System.Net;
using Seedream.Core.Collecting;
using Seedream.Core.RunComfy;
using Seedream.Fuzz.Generation;
using Seedream.Fuzz.Running;

namespace Seedream.Fuzz.RunComfy;

/// <summary>Output URLs as a hostile API may give them: whatever passes leads, by the strictest reading, to an allowed host.</summary>
internal sealed class UrlsTarget : IFuzzTarget
{
    private static readonly string[] Hosts =
    [
        "runcomfy.net", "a.runcomfy.net", "RUNCOMFY.NET", "runcomfy.net.", "runcomfy.net.evil.example", "evilruncomfy.net", "runcomfy。net", "ｒuncomfy.net", "runcomfy.net%2eevil.example",
        "127.0.0.1", "127.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "169.254.169.254", "metadata.google.internal", "168.63.129.16", "10.0.0.1", "xn--runcomfy-.net", "a_b.runcomfy.net", "-.runcomfy.net", "runcomfy.net:443", "runcomfy.net:80", "runcomfy.net:0443", "",
    ];

    private readonly OutputUrl _remote = new(new RunComfyOptions());
    private readonly OutputUrl _local = new(new RunComfyOptions { BaseUrl = new Uri("http://127.0.0.1:8189") });

    public string Name => "urls";

    public long MostAllocated(long inputBytes) => 80_000 + (100 * inputBytes);

    public Task RunAsync(FuzzCase fuzz)
    {
        string text = fuzz.Input("url", Url(fuzz.Dice));
        string? problem = _remote.Check(text, out Uri? url);
        Expect.Equal(problem is null, url is not null, "a URL or a problem");
        Expect.IsMessage(problem, "the problem", 100);
        if (url is not null)
            CheckAllowed(text, url);
        if (_local.Check(text, out Uri? local) is null && !Loopback.Is(local!))
            CheckAllowed(text, local!);
        CheckAddress(fuzz);
        return Task.CompletedTask;
    }

    private static string Url(Dice dice)
    {
        if (dice.OneIn(12))
            return Words.Text(dice);
        string user = dice.OneIn(8) ? dice.Of<string>("user@", "a:b@", "runcomfy.net@", "@", "%40", "\\@") : "";
        string host = dice.Of<string>(Hosts) + (dice.OneIn(10) ? dice.Of<string>(Words.Nasty) : "");
        string scheme = dice.Of<string>("https://", "https://", "https://", "HTTPS://", "http://", "https:/", "https:", "https:///", "ftp://", "file://", "//", " https://", "https:\\\\", "javascript:", "data:", "");
        string path = dice.Of<string>("", "/", "/x.png", "/../..", "?a", "#@runcomfy.net", "/%2e%2e/", "\\x", "/\u202e.png") + (dice.OneIn(4) ? Words.Text(dice) : "");
        return scheme + user + host + path;
    }

    // A reader of its own: what stands between the scheme and the first of / ? # is the host and nothing else.
    private static void CheckAllowed(string text, Uri url)
    {
        Expect.That(text.StartsWith("https://", StringComparison.OrdinalIgnoreCase), $"'{text}' is fetched without https");
        string rest = text["https://".Length..];
        int end = rest.AsSpan().IndexOfAny('/', '?', '#');
        string authority = end < 0 ? rest : rest[..end];
        Expect.That(!authority.AsSpan().ContainsAny('@', '\\'), $"'{text}' is fetched with a user");
        int colon = authority.LastIndexOf(':');
        Expect.That(colon < 0 || authority[(colon + 1)..].TrimStart('0') is "443" or "", $"'{text}' is fetched from another port");
        string host = colon < 0 ? authority : authority[..colon];
        Expect.That(Ends(url.IdnHost) && url.Port == 443 && url.Scheme == "https", $"'{text}' is fetched from {url.IdnHost}:{url.Port}");
        Expect.That(Ends(host.Normalize(System.Text.NormalizationForm.FormKC).Replace('。', '.').TrimEnd(':')) || !host.All(char.IsAscii), $"'{text}' is fetched from {host}");
        Expect.That(!IPAddress.TryParse(url.IdnHost, out _), $"'{text}' is fetched from an address");
        string described = Download.Describe(url);
        Expect.IsMessage(described, "a URL in a message", 200);

        static bool Ends(string host) => host.Equals("runcomfy.net", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".runcomfy.net", StringComparison.OrdinalIgnoreCase);
    }

    private static void CheckAddress(FuzzCase fuzz)
    {
        Span<byte> bytes = stackalloc byte[fuzz.Dice.OneIn(2) ? 4 : 16];
        fuzz.Dice.Fill(bytes);
        ReadOnlySpan<byte> start = fuzz.Dice.Of<byte[]>([10], [127], [169, 254], [192, 168], [172, 16], [0], [0xFC], [0xFE, 0x80], [0x20, 0x02, 127, 0, 0, 1], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 10]);
        if (fuzz.Dice.OneIn(2) && start.Length <= bytes.Length)
            start.CopyTo(bytes);
        if (bytes.Length == 4 && fuzz.Dice.OneIn(2))
            bytes[0] = fuzz.Dice.Of<byte>(0, 10, 127, 224, 240, 255);
        IPAddress address = new(bytes);
        if (!PublicAddress.Is(address))
            return;
        IPAddress four = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        Expect.That(!IPAddress.IsLoopback(four), $"{address} is loopback and taken for public");
        byte[] raw = four.GetAddressBytes();
        Expect.That(raw.Length != 4 || !(raw[0] is 0 or 10 or 127 or >= 224 || raw is [169, 254, ..] or [192, 168, ..] or [172, >= 16 and <= 31, ..] or [100, >= 64 and <= 127, ..]), $"{address} is not public");
        Expect.That(raw.Length == 4 || !(address.IsIPv6LinkLocal || address.IsIPv6SiteLocal || address.IsIPv6UniqueLocal || address.IsIPv6Multicast), $"{address} is not public");
    }
}
