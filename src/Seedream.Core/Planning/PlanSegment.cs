using System.Text.Json;
using Seedream.Core.Intake;
using Seedream.Core.Storage;

namespace Seedream.Core.Planning;

/// <summary>A plan segment in memory: its bytes and where its lines end.</summary>
internal sealed class PlanSegment
{
    private readonly byte[] _bytes;
    private readonly int[] _ends;

    public PlanSegment(byte[] bytes)
    {
        _bytes = bytes;
        _ends = new int[bytes.AsSpan().Count((byte)'\n')];
        int position = 0;
        for (int line = 0; line < _ends.Length; line++)
            position = (_ends[line] = position + bytes.AsSpan(position).IndexOf((byte)'\n')) + 1;
    }

    /// <summary>Bytes it takes in memory.</summary>
    public long Size => _bytes.Length + _ends.Length * sizeof(int);

    /// <summary>The row of this number (1-based in the file), or null when the segment has none.</summary>
    public PromptRow? Row(int row)
    {
        int index = (row - 1) % StateLayout.SegmentSize;
        if (index >= _ends.Length)
            return null;
        int start = index == 0 ? 0 : _ends[index - 1] + 1;
        return Parse(_bytes.AsSpan(start.._ends[index]));
    }

    public static PromptRow Parse(ReadOnlySpan<byte> line) => JsonSerializer.Deserialize(line, PlanningJson.Default.PlannedRow)!.ToRow();
}
