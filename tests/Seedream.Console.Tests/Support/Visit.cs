using System.Collections.Concurrent;
using System.Text.Json;

namespace Seedream.Console.Tests.Support;

/// <summary>
/// A person at a browser window. What must never happen is noted all the while and looked at when the visit ends: errors on the
/// page or its console, and requests to anywhere but the service.
/// </summary>
internal sealed class Visit : IAsyncDisposable
{
    private const string Watch = """
        window.shifts = 0;
        new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value; }).observe({ type: 'layout-shift', buffered: true });
        """;

    private readonly IBrowserContext _context;
    private readonly Uri _home;
    private readonly ConcurrentQueue<string> _wrong = new();

    private Visit(IBrowserContext context, IPage page, Uri home)
    {
        _context = context;
        _home = home;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>Every address that was asked for.</summary>
    public ConcurrentQueue<string> Requested { get; } = new();

    /// <summary>Answers that are part of the test, such as a refused key: the browser's own line about them is no error.</summary>
    public string? Expected { get; set; }

    public static async Task<Visit> StartAsync(IBrowser browser, Uri home, int width = 1280, int height = 860, ColorScheme scheme = ColorScheme.Light, string place = "", string? expected = null)
    {
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            AcceptDownloads = true,
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        context.SetDefaultTimeout(90_000);
        await context.AddInitScriptAsync(Watch);
        await context.AddInitScriptAsync(await Axe.SourceAsync());
        Visit visit = new(context, await context.NewPageAsync(), home) { Expected = expected };
        visit.Listen();
        await visit.GoAsync(place);
        return visit;
    }

    public Task GoAsync(string place) => Page.GotoAsync(new Uri(_home, place).ToString());

    public ILocator Find(string selector) => Page.Locator(selector);

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name });

    /// <summary>What axe-core finds wrong with what is shown now; each as rule, help and place.</summary>
    public async Task<string[]> ViolationsAsync()
    {
        JsonElement found = await Page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations.map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.target.join(' ') + ' ' + (n.any[0]?.message ?? '')).slice(0, 3).join(' | ')}`)");
        return [.. found.EnumerateArray().Select(violation => violation.GetString()!)];
    }

    /// <summary>Scrolls along the wall tile by tile: pictures come when they are near the window, and a leap would pass some by.</summary>
    public Task WalkAlongAsync() => Page.EvaluateAsync(
        "async () => { for (const tile of document.querySelectorAll('.tile')) { tile.scrollIntoView({ block: 'center' }); await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))); } }");

    /// <summary>How much the page has moved by itself so far (cumulative layout shift).</summary>
    public Task<double> ShiftsAsync() => Page.EvaluateAsync<double>("() => window.shifts");

    /// <summary>Nothing is wider than the window.</summary>
    public async Task FitsAsync() =>
        Assert.Equal("", await Page.EvaluateAsync<string>("""
            () => document.documentElement.scrollWidth <= innerWidth ? '' : [...document.querySelectorAll('body *')]
              .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => `${e.tagName} ${e.id} ${e.className}`).slice(0, 5).join(', ')
            """));

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.Empty(_wrong);
    }

    private void Listen()
    {
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && (Expected is null || !message.Text.Contains(Expected, StringComparison.Ordinal)))
                _wrong.Enqueue($"{message.Type}: {message.Text}");
        };
        Page.PageError += (_, error) => _wrong.Enqueue($"error: {error}");
        Page.Dialog += (_, dialog) => _wrong.Enqueue($"a dialog: {dialog.Message}");
        Page.Request += (_, request) =>
        {
            Requested.Enqueue(request.Url);
            if (!request.Url.StartsWith(_home.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                _wrong.Enqueue($"a request elsewhere: {request.Url}");
        };
    }
}
