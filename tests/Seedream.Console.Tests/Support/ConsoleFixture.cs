using System.Globalization;
using Seedream.Simulator;

namespace Seedream.Console.Tests.Support;

/// <summary>A browser, and one service that most tests share: each brings files of its own name.</summary>
public sealed class ConsoleFixture : IAsyncLifetime
{
    private readonly BrowserProcess _process = new();

    internal Studio Studio { get; private set; } = null!;

    public IBrowser Browser => _process.Browser;

    public async ValueTask InitializeAsync()
    {
        if (BrowserProcess.WhyNot is not null)
            return;
        await _process.InitializeAsync();
        Studio = await Studio.StartAsync(new SimulatorOptions { MedianSeconds = 0.2, ImageBytes = 200_000 });
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        if (Studio is not null)
            await Studio.DisposeAsync();
    }

    internal Task<Visit> VisitAsync(string place = "", int width = 1280, int height = 860, ColorScheme scheme = ColorScheme.Light, string? expected = null) =>
        Visit.StartAsync(Browser, Studio.Address, width, height, scheme, place, expected);

    public static string Rows(int count, string what) =>
        "prompt,id\n" + string.Concat(Enumerable.Range(1, count).Select(row => string.Create(CultureInfo.InvariantCulture, $"{what} number {row},{what}-{row}\n")));

    public static FilePayload File(string name, string content) =>
        new() { Name = name, MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(content) };
}
