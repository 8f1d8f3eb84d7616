using System.Text;
using Seedream.Chaos.Places;
using Seedream.Chaos.Trouble;

namespace Seedream.Chaos.Acts;

/// <summary>
/// What people and programs do to prompt files that wait, run or have run. A file either changes under its own name or goes
/// elsewhere as it is: a copy of a version that nobody has taken yet would be other content under another name, and rightly be
/// paid for.
/// </summary>
internal sealed class FileChanges(World world, Caller caller, Random dice)
{
    private readonly List<(PromptFamily Family, List<string> Places)> _files = [];
    private int _copies;

    public void Know(PromptFamily family) => _files.Add((family, [family.Name]));

    /// <summary>Changes one of the files; how many rows more it asks for now.</summary>
    public async Task<int> MakeOneAsync(int mostRows)
    {
        if (_files.Count == 0)
            return 0;
        (PromptFamily family, List<string> places) = _files[dice.Next(_files.Count)];
        return await MakeAsync(family, places, mostRows);
    }

    /// <summary>Changes every file once, without a row more.</summary>
    public async Task MakeAllAsync()
    {
        foreach ((PromptFamily family, List<string> places) in _files)
            await MakeAsync(family, places, mostRows: 0);
    }

    private Task<int> MakeAsync(PromptFamily family, List<string> places, int mostRows) => family.Grows switch
    {
        true when mostRows > 0 && dice.Next(2) == 0 => GrowAsync(family, Math.Min(mostRows, dice.Next(1, 6))),
        true => dice.Next(mostRows > 0 ? 4 : 3) switch
        {
            0 => SaveAsync("files saved again", family, family.Last, family.Name, OtherSpelling()),
            1 => SaveAsync("metadata changed", family, PromptFiles.MoveShelves(family.Last, dice), family.Name),
            2 => SaveAsync("rows reordered", family, PromptFiles.Reorder(family.Last, dice), family.Name),
            _ => SaveAsync("cells edited", family, PromptFiles.Edit(family.Last, dice), family.Name, rows: 1),
        },
        false => dice.Next(6) switch
        {
            0 => MoveAsync(family, places),
            1 => SaveAsync("files copied", family, family.Last, NewPlace(places), Spelling.Plain),
            2 => UploadAsync(family),
            3 => SaveAsync("files saved again elsewhere", family, family.Last, NewPlace(places), OtherSpelling()),
            4 => SaveAsync("metadata changed", family, PromptFiles.MoveShelves(family.Last, dice), NewPlace(places)),
            _ => SaveAsync("rows reordered", family, PromptFiles.Reorder(family.Last, dice), NewPlace(places)),
        },
    };

    private async Task<int> GrowAsync(PromptFamily family, int rows)
    {
        FileVersion before = family.Last;
        FileVersion grown = PromptFiles.Grow(before, family.Name, rows, dice);
        family.Add(grown);
        world.Report.Count("files grown");
        byte[] content = world.Orders.Write(family, grown);
        string path = Path.Combine(world.Data, "prompts", family.Name);
        // As a program that logs its rows does: into the file itself, not by a new one in its place.
        bool isAppended = world.Azurite is null && dice.Next(2) == 0 && await Patiently.DoAsync(() => AppendAsync(path, before.Write(Spelling.Plain), content));
        if (!isAppended)
            await PutAsync(family.Name, content);
        return rows;
    }

    private static async Task<bool> AppendAsync(string path, byte[] before, byte[] content)
    {
        if (!File.Exists(path) || !(await File.ReadAllBytesAsync(path)).AsSpan().SequenceEqual(before))
            return false;
        await File.AppendAllBytesAsync(path, content.AsMemory(before.Length));
        return true;
    }

    private async Task<int> SaveAsync(string what, PromptFamily family, FileVersion version, string place, Spelling spelling = Spelling.Plain, int rows = 0)
    {
        world.Report.Count(what);
        if (version != family.Last)
            family.Add(version);
        await PutAsync(place, world.Orders.Write(family, version, spelling));
        return rows;
    }

    private async Task<int> MoveAsync(PromptFamily family, List<string> places)
    {
        world.Report.Count("files moved");
        string from = places[0];
        await PutAsync(NewPlace(places), world.Orders.Write(family, family.Versions[0]));
        places.RemoveAt(0);
        await Patiently.DoAsync(() => world.Open().Prompts.DeleteAsync(from, CancellationToken.None));
        return 0;
    }

    private async Task<int> UploadAsync(PromptFamily family)
    {
        world.Report.Count("files uploaded again");
        await caller.UploadAsync($"by-hand-{_copies++}.csv", Encoding.UTF8.GetString(world.Orders.Write(family, family.Last, OtherSpelling())));
        return 0;
    }

    private string NewPlace(List<string> places)
    {
        string name = Path.GetFileNameWithoutExtension(places[0]);
        places.Add(dice.Next(2) == 0 ? $"done/{name}-{_copies++}.csv" : $"Copy of {name} ({_copies++}).csv");
        return places[^1];
    }

    private Spelling OtherSpelling() => (Spelling)dice.Next(1, Enum.GetValues<Spelling>().Length);

    private Task PutAsync(string name, byte[] content) => Patiently.DoAsync(() => world.Open().Prompts.PutAsync(name, content, "text/csv", CancellationToken.None));
}
