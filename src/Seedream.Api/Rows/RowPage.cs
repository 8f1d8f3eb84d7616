namespace Seedream.Api.Rows;

/// <summary>Rows found, how many were looked at for them, and where to go on; null at the end.</summary>
internal sealed record RowPage(IReadOnlyList<RowDocument> Rows, int LookedAt, RowPlace? Next);
