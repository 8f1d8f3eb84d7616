using System.Globalization;
using Seedream.Chaos.Places;
using Seedream.Chaos.Trouble;
using Seedream.Core.Batches;

namespace Seedream.Chaos.Acts;

/// <summary>The prompt file of a person at a terminal, edited, saved again and copied between two commands.</summary>
internal sealed class DeskFile
{
    private readonly World _world;
    private readonly Random _dice;
    private int _copies;
    private int _at;

    public DeskFile(World world, string name, int rows, Random dice)
    {
        (_world, _dice) = (world, dice);
        Path = System.IO.Path.Combine(world.Folder, name);
        Family = world.Orders.Family(name, PromptFiles.Create(name, rows, dice), grows: true);
        File.WriteAllBytes(Path, world.Orders.Write(Family, Family.Last));
    }

    public string Path { get; }

    public PromptFamily Family { get; }

    public int Versions => Family.Versions.Count;

    /// <summary>One of the things that happen to a file after it was run for the first time.</summary>
    public Task ChangeAsync() => _dice.Next(6) switch
    {
        0 => SaveAsync("files grown", PromptFiles.Grow(Family.Last, Family.Name, _dice.Next(1, 6), _dice)),
        1 => SaveAsync("cells edited", PromptFiles.Edit(Family.Last, _dice)),
        2 => SaveAsync("metadata changed", PromptFiles.MoveShelves(Family.Last, _dice)),
        3 => SaveAsync("rows reordered", PromptFiles.Reorder(Family.Last, _dice)),
        4 => SaveAsync("files saved again", Family.Last, OtherSpelling()),
        _ => Task.CompletedTask,
    };

    public Task GoBackAsync(int version)
    {
        _at = version;
        return WriteAsync(Path, Family.Versions[version], Spelling.Plain);
    }

    /// <summary>The same rows, perhaps saved in another way, in another file.</summary>
    public async Task<string> CopyAsync()
    {
        _world.Report.Count("files copied");
        string folder = Directory.CreateDirectory(System.IO.Path.Combine(_world.Folder, "copies")).FullName;
        string copy = System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{_copies++}-{Family.Name}"));
        await WriteAsync(copy, Family.Versions[_at], _dice.Next(2) == 0 ? Spelling.Plain : OtherSpelling());
        return copy;
    }

    /// <summary>The batches that were made of it.</summary>
    public async Task<IReadOnlyList<string>> BatchesAsync()
    {
        List<BatchRecord> all = await Patiently.DoAsync(async () => await new BatchStore(_world.Open()).ListAsync(CancellationToken.None).ToListAsync());
        return [.. all.Where(batch => batch.Status != BatchStatus.Rejected && _world.Orders.Find(batch.ContentSha256)?.Family == Family).Select(batch => batch.Id).Order(StringComparer.Ordinal)];
    }

    private Task SaveAsync(string what, FileVersion version, Spelling spelling = Spelling.Plain)
    {
        _world.Report.Count(what);
        if (version != Family.Last)
            Family.Add(version);
        _at = Versions - 1;
        return WriteAsync(Path, version, spelling);
    }

    private Task WriteAsync(string path, FileVersion version, Spelling spelling) => File.WriteAllBytesAsync(path, _world.Orders.Write(Family, version, spelling));

    private Spelling OtherSpelling() => (Spelling)_dice.Next(1, Enum.GetValues<Spelling>().Length);
}
