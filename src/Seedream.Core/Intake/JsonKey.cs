using System.Text;

namespace Seedream.Core.Intake;

/// <summary>A key of the objects in a JSON Lines file and what it means.</summary>
internal sealed class JsonKey(string name, int column, KnownColumn? known, KnownColumn? nearest)
{
    /// <summary>The key as UTF-8, to recognise it in the next line without making a string.</summary>
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(name);

    /// <summary>The key, with its path where it stands inside <c>metadata</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Its column; -1 when it is ignored.</summary>
    public int Column { get; } = column;

    public KnownColumn? Known { get; } = known;

    /// <summary>What it was probably meant to be, if it is misspelt.</summary>
    public KnownColumn? Nearest { get; } = nearest;
}
