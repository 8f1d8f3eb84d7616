using Spectre.Console;

namespace Seedream.Local.Terminals;

/// <summary>
/// What the person at the terminal, or the program behind the pipe, is told: data on stdout, everything else on stderr.
/// Nothing that came from a file or the API can move the cursor or change a colour.
/// </summary>
internal sealed class Terminal
{
    private readonly Lock _gate = new();
    private readonly Lazy<IAnsiConsole> _live = new(() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }));
    private bool _isDrawing;

    public Terminal(bool json, bool verbose)
    {
        Json = json;
        Verbose = verbose;
        bool plain = Environment.GetEnvironmentVariable("TERM") is "dumb" or null or "" && !OperatingSystem.IsWindows();
        bool colours = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && !plain;
        IsLive = !Console.IsErrorRedirected && !plain;
        CanAsk = !Console.IsInputRedirected && !Console.IsErrorRedirected;
        Out = new Ink(colours && !Console.IsOutputRedirected);
        Error = new Ink(colours && !Console.IsErrorRedirected);
    }

    /// <summary>Stdout carries one JSON document and nothing else.</summary>
    public bool Json { get; }

    public bool Verbose { get; }

    /// <summary>Stderr can be drawn on.</summary>
    public bool IsLive { get; }

    /// <summary>There is somebody to answer a question.</summary>
    public bool CanAsk { get; }

    /// <summary>Colours for stdout.</summary>
    public Ink Out { get; }

    /// <summary>Colours for stderr.</summary>
    public Ink Error { get; }

    /// <summary>A line of data for a reader; nothing under --json.</summary>
    public void Say(string line = "")
    {
        if (!Json)
            Console.Out.WriteLine(SafeText.Of(line));
    }

    /// <summary>A line for the person, beside the data.</summary>
    public void Note(string line = "")
    {
        string safe = SafeText.Of(line);
        lock (_gate)
        {
            // What is written through the console appears above the drawing instead of into it.
            if (_isDrawing)
                _live.Value.Write(new ControlledText(safe));
            else
                Console.Error.WriteLine(safe);
        }
    }

    public void Warn(string line) => Note($"{Error.Yellow("warning:")} {line}");

    public void Fail(string message) => Note($"{Error.Red("error:")} {message.Replace("\n", "\n       ", StringComparison.Ordinal)}");

    /// <summary>Asks for yes or no; the answer unless given is no.</summary>
    public async Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken)
    {
        await Console.Error.WriteAsync($"{SafeText.Of(Error.Bold(question))} [y/N] ".AsMemory(), cancellationToken);
        // Reading a line cannot be cancelled; the process that waits for it can end all the same.
        string? answer = await Task.Run(Console.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
        return answer?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    /// <summary>Draws until the work is done; redraws whenever <paramref name="work"/> asks for it.</summary>
    public async Task DrawAsync(Func<int, Spectre.Console.Rendering.IRenderable> draw, Func<Action, Task> work)
    {
        IAnsiConsole console = _live.Value;
        _isDrawing = true;
        try
        {
            await console.Live(draw(console.Profile.Width)).AutoClear(true).StartAsync(context => work(() => context.UpdateTarget(draw(console.Profile.Width))));
        }
        finally
        {
            _isDrawing = false;
        }
    }

    /// <summary>Leaves the terminal usable when the process is about to end in the middle of a drawing.</summary>
    public void Restore()
    {
        if (_isDrawing)
            Console.Error.Write("\u001b[?25h\n");
    }
}
