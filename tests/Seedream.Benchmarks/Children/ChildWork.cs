using System.Text.Json.Serialization;

namespace Seedream.Benchmarks.Children;

/// <summary>What a child process can do.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChildWork>))]
public enum ChildWork
{
    /// <summary>A batch through the product's own pipeline.</summary>
    Batch,

    /// <summary>The same prompts through the plain script.</summary>
    Script,

    /// <summary>Plans a prompt file without running it.</summary>
    Plan,

    /// <summary>Copies output files into storage with every check.</summary>
    Copy,

    /// <summary>Copies the same files with nothing but a stream.</summary>
    BareCopy,

    /// <summary>Makes a batch that is half done.</summary>
    HalfDone,

    /// <summary>Batch after batch, for as long as a day takes on a fast clock.</summary>
    Soak,
}
