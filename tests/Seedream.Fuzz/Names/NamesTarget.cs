using Seedream.Api.Problems;
using Seedream.Api.Requests;
using Seedream.Api.Responses;
using Seedream.Core.Batches;
using Seedream.Core.Drops;
using Seedream.Core.Jobs;
using Seedream.Core.RunComfy;
using Seedream.Core.Storage;
using Seedream.Fuzz.Generation;
using Seedream.Fuzz.Running;

namespace Seedream.Fuzz.Names;

/// <summary>Names made from what people write: slugs, ids, object names. None leaves its folder or means something else to a file system.</summary>
internal sealed class NamesTarget : IFuzzTarget
{
    private static readonly string Root = Path.Combine(Path.GetTempPath(), "seedream-fuzz", "images");

    public string Name => "names";

    public long MostAllocated(long inputBytes) => 400_000 + (60 * inputBytes);

    public Task RunAsync(FuzzCase fuzz)
    {
        Dice dice = fuzz.Dice;
        string text = fuzz.Input("text", dice.OneIn(3) ? Words.Text(dice) + dice.Of<string>(Words.Nasty) : Words.Text(dice));
        int most = dice.Between(1, 80);
        CheckSlug(Slug.From(text, most, "image"), Math.Max(most, "image".Length));
        CheckObjectName(text);
        // A hash and some JSON: the dearest by far, and the least to find.
        if (dice.OneIn(8))
            CheckBatch(text, dice);
        CheckUploadName(text);
        Expect.That(JobId.IsJob(JobId.From(text)), "a job's id is none");
        Expect.That(!JobId.IsJob(text) || (text.Length == 24 && text.StartsWith("job-", StringComparison.Ordinal)), "a job's id of another form");
        Expect.That(!RequestId.IsValid(text) || text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'), "a request id that is no part of a URL");
        Expect.That(!PromptFileName.IsMeant(text) || Path.GetExtension(text.ToUpperInvariant()) is ".CSV" or ".TSV" or ".JSONL" or ".NDJSON", "a prompt file without its extension");
        _ = ServedType.Of(text);
        return Task.CompletedTask;
    }

    private static void CheckSlug(string slug, int most)
    {
        Expect.That(slug.Length > 0 && slug.Length <= most, $"a slug of {slug.Length} characters");
        Expect.That(slug.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c) || c == '-'), $"the slug '{slug}'");
        Expect.That(slug[0] != '-' && slug[^1] != '-', $"the slug '{slug}' has a dash at an end");
        Expect.That(ObjectName.IsValid($"{slug}/00001-{slug}-1.png"), $"the slug '{slug}' makes no object name");
    }

    private static void CheckObjectName(string text)
    {
        if (!ObjectName.IsValid(text))
            return;
        string path = Path.GetFullPath(Path.Combine(Root, text));
        Expect.That(path.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal), $"'{text}' leads out of its container");
        Expect.Equal(Path.Combine(Root, text), path, "a name that is a path of its own");
        Expect.IsWhole(text, "an object name");
        Expect.That(!text.Any(c => char.IsControl(c) || c is '\\' or ':' or '?' or '*'), "an object name with a character that some file system forbids");
    }

    private static void CheckBatch(string file, Dice dice)
    {
        string id = BatchId.OfRelease1(file, "0123", new JobDefaults { MaxImages = dice.Between(1, 15) }, dice.Between(1, 9));
        Expect.That(id.Length <= 80, $"a batch id of {id.Length} characters");
        CheckSlug(id, 80);
        Expect.That(!JobId.IsJob(id), "a batch id that is a job's");
        Expect.That(ObjectName.IsValid(StateLayout.Outcome(id, 1, 1)) && ObjectName.IsValid(StateLayout.PlanSegment(id, 0)), "a batch id makes no object name");
    }

    private static void CheckUploadName(string text)
    {
        try
        {
            string name = UploadName.Of(text, ".csv");
            Expect.That(ObjectName.IsValid(name) && !name.Contains('/', StringComparison.Ordinal), $"the upload name '{name}'");
        }
        catch (ApiException refusal)
        {
            Expect.IsMessage(refusal.Detail, "the refusal of a file name");
        }
    }
}
