using System.Text.Json;
using Seedream.Core.Intake;
using Seedream.Core.Storage;

namespace Seedream.Core.Planning;

/// <summary>A plan segment in memory: its bytes and where its lines end.</summary>
internal sealed class PlanSegment
{
    private readonly byte[] bytes;
    private readonly int[] ends;

    public PlanSegment(byte[] bytes)
    {
        this.bytes = bytes;
        ends = new int[bytes.AsSpan().Count((byte)'\n')];
        int position = 0;
        for (int line = 0; line < ends.Length; line++)
            position = (ends[line] = position + bytes.AsSpan(position).IndexOf((byte)'\n')) + 1;
    }

    /// <summary>Bytes it takes in memory.</summary>
    public long Size => bytes.Length + ends.Length * sizeof(int);

    /// <summary>The row of this number (1-based in the file), or null when the segment has none.</summary>
    public PromptRow? Row(int row)
    {
        int index = (row - 1) % StateLayout.SegmentSize;
        if (index >= ends.Length)
            return null;
        int start = index == 0 ? 0 : ends[index - 1] + 1;
        return Parse(bytes.AsSpan(start..ends[index]));
    }

    public static PromptRow Parse(ReadOnlySpan<byte> line) => JsonSerializer.Deserialize(line, PlanningJson.Default.PlannedRow)!.ToRow();
}
