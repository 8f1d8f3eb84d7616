namespace Seedream.Local.Documents;

/// <summary>How many rows ended with a code, and what one of them says.</summary>
/// <param name="Code">Stable code (docs/errors.md), or the vendor's.</param>
/// <param name="Rows">Rows that ended with it.</param>
/// <param name="Example">The message of the first of them.</param>
internal sealed record ErrorCount(string Code, int Rows, string Example);
