namespace Seedream.Console.Tests.Support;

/// <summary>One headless Chromium for all tests; each gets a profile of its own in it.</summary>
public sealed class BrowserProcess : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic",
    ];

    private IPlaywright? _playwright;

    /// <summary>Why these tests are to be skipped here; null when they are to run.</summary>
    public static string? WhyNot { get; } = Path() is null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"))
        ? "Needs Chromium (Debian: apt-get install chromium, or its path in SEEDREAM_CHROMIUM), which is not installed here."
        : null;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (WhyNot is not null)
            return;
        // Patience costs nothing where things go well.
        Assertions.SetDefaultExpectTimeout(90_000);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Path() ?? throw new InvalidOperationException("In CI these tests must run, but there is no Chromium in SEEDREAM_CHROMIUM or /usr/bin."), Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string? Path() =>
        ((string?[])[Environment.GetEnvironmentVariable("SEEDREAM_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser"]).FirstOrDefault(File.Exists);
}
