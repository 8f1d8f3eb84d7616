using System.Text;
using Seedream.Fuzz.Generation;
using Seedream.Fuzz.Intake;

namespace Seedream.Fuzz.Queues;

/// <summary>Queue messages: jobs, file references, news of a storage account, plain and as base64, and what only looks like them.</summary>
internal static class MessageGrammar
{
    public static string Text(Dice dice)
    {
        StringBuilder json = new();
        switch (dice.Below(8))
        {
            case 0 or 1 or 2:
                JsonLinesGrammar.Row(dice, json, [.. Enumerable.Range(0, dice.Size(5)).Select(_ => FileChoices.ColumnName(dice))]);
                break;
            case 3:
                FileReference(dice, json);
                break;
            case 4:
                Event(dice, json);
                break;
            case 5:
                json.Append('[');
                for (int events = dice.Size(4); events > 0; events--)
                {
                    Event(dice, json);
                    json.Append(events > 1 ? "," : "");
                }

                json.Append(']');
                break;
            default:
                JsonGrammar.Value(dice, json);
                break;
        }

        return Wrap(dice, Mutation.Sometimes(dice, Encoding.UTF8.GetBytes(json.ToString())));
    }

    private static string Wrap(Dice dice, byte[] json)
    {
        string text = dice.OneIn(2) ? Encoding.UTF8.GetString(json) : Convert.ToBase64String(json, dice.OneIn(4) ? Base64FormattingOptions.InsertLineBreaks : Base64FormattingOptions.None);
        return dice.Below(12) switch
        {
            0 => " \r\n" + text + "\n ",
            1 => "\ufeff" + text,
            2 => text + dice.Of<string>(Words.Nasty),
            3 => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
            4 => text[..dice.Below(text.Length + 1)],
            5 => Words.Text(dice),
            _ => text,
        };
    }

    private static void FileReference(Dice dice, StringBuilder json)
    {
        json.Append("{\"file\":");
        JsonGrammar.Text(dice, json, dice.Of<string>("posters.csv", "spring/posters.csv", "missing.csv", "../x.csv", "/x.csv", "a\\b.csv", "x", Words.Text(dice)));
        if (dice.OneIn(2))
        {
            json.Append(",\"options\":");
            if (dice.OneIn(4))
                JsonGrammar.Value(dice, json, depth: 2);
            else
                JsonGrammar.Object(dice, json, depth: 3, random => random.OneIn(3) ? "run" : FileChoices.ColumnName(random));
        }

        if (dice.OneIn(8))
            json.Append(",\"other\":1");
        json.Append('}');
    }

    private static void Event(Dice dice, StringBuilder json)
    {
        bool cloud = dice.OneIn(2);
        json.Append(cloud ? "{\"specversion\":\"1.0\",\"type\":" : "{\"eventType\":");
        JsonGrammar.Text(dice, json, dice.OneIn(4) ? Words.Text(dice) : "Microsoft.Storage.BlobCreated");
        json.Append(",\"subject\":");
        string container = dice.OneIn(5) ? Words.Text(dice) : dice.Of<string>("prompts", "prompts", "images", "seedream", "prompts/blobs/prompts");
        string name = dice.OneIn(3) ? Words.Text(dice) : dice.Of<string>("posters.csv", "spring/posters.csv", "notes.txt", ".hidden.csv", "../seedream/catalog/x.json", "a/blobs/b.csv");
        JsonGrammar.Text(dice, json, $"/blobServices/default/containers/{container}/blobs/{name}");
        json.Append(",\"data\":");
        JsonGrammar.Value(dice, json, depth: 3);
        json.Append('}');
    }
}
