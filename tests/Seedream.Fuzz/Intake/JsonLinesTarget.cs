using Seedream.Fuzz.Generation;
using Seedream.Fuzz.Running;

namespace Seedream.Fuzz.Intake;

/// <summary>Prompt files that are JSON Lines.</summary>
internal sealed class JsonLinesTarget : IFuzzTarget
{
    public string Name => "jsonl";

    public long MostAllocated(long inputBytes) => 1_200_000 + (400 * inputBytes);

    public Task RunAsync(FuzzCase fuzz)
    {
        Dice dice = fuzz.Dice;
        byte[] bytes = fuzz.Input("file", Mutation.Sometimes(dice, Encodings.Encode(dice, JsonLinesGrammar.Text(dice))));
        string name = fuzz.Input("name", dice.Of<string>("x.jsonl", "x.jsonl", "x.ndjson", "x.csv", "x.json"));
        return PromptFileProperties.CheckAsync(fuzz, bytes, name, FileChoices.Options(dice));
    }
}
