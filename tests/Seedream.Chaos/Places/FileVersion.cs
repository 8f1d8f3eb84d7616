using System.Collections.Immutable;
using System.Text;

namespace Seedream.Chaos.Places;

/// <summary>The rows that a prompt file had at one time.</summary>
internal sealed class FileVersion(ImmutableArray<PromptLine> lines)
{
    private const string Header = "id,prompt,sequential_image_generation,max_images,shelf";

    public ImmutableArray<PromptLine> Lines => lines;

    /// <summary>True when both ask for the same, whatever the order and the metadata.</summary>
    public bool AsksForTheSameAs(FileVersion other) => Keys().SequenceEqual(other.Keys());

    /// <summary>How often each of its valid rows occurs.</summary>
    public IEnumerable<KeyValuePair<(string Id, string Prompt), int>> Counts() => lines.Where(line => line.IsValid).CountBy(line => line.Key);

    /// <summary>The file's bytes.</summary>
    public byte[] Write(Spelling spelling)
    {
        char separator = spelling == Spelling.Semicolons ? ';' : ',';
        string end = spelling == Spelling.WindowsLines ? "\r\n" : "\n";
        StringBuilder text = new(spelling == Spelling.ByteOrderMark ? "\uFEFF" : "");
        text.Append(Header.Replace(',', separator)).Append(end);
        foreach (PromptLine line in lines)
            text.AppendJoin(separator, Cells(line, spelling == Spelling.AllQuoted)).Append(end);
        return Encoding.UTF8.GetBytes(text.Append(spelling == Spelling.LineBehind ? end : "").ToString());
    }

    private static IEnumerable<string> Cells(PromptLine line, bool allQuoted)
    {
        yield return allQuoted ? $"\"{line.Id}\"" : line.Id;
        yield return $"\"{line.Prompt}\"";
        foreach (string cell in new[] { line.Sequential, line.MostImages, line.Shelf })
            yield return allQuoted ? $"\"{cell}\"" : cell;
    }

    private IEnumerable<(string, string)> Keys() => lines.Where(line => line.IsValid).Select(line => line.Key).Order();
}
