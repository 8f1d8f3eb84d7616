namespace Seedream.Simulator;

/// <summary>What a path and method ask for.</summary>
internal enum Route
{
    Unknown,
    Submit,
    Status,
    Result,
    Cancel,
    Model,
    Models,
    Categories,
    Balance,
    Download,
    Control,
}
