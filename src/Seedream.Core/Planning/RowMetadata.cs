using Seedream.Core.Intake;

namespace Seedream.Core.Planning;

/// <summary>What a row says beyond its job, to come back in the results.</summary>
public static class RowMetadata
{
    /// <summary>The metadata columns of a row in the order of the file, with the row's values; columns that appeared later in the file are empty.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> MetadataOf(PromptRow row, PromptHeader header)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(header);
        List<KeyValuePair<string, string>> metadata = [];
        for (int index = 0; index < header.Columns.Count; index++)
        {
            if (header.Meanings[index] is null)
                metadata.Add(new(header.Columns[index], index < row.Cells.Count ? row.Cells[index] : ""));
        }

        return metadata;
    }
}
