using Seedream.Fuzz.Generation;
using Seedream.Fuzz.Running;

namespace Seedream.Fuzz.Intake;

/// <summary>Prompt files that are tables: grammar, damaged bytes and pure noise, in every encoding.</summary>
internal sealed class CsvTarget : IFuzzTarget
{
    public string Name => "csv";

    // A parser's buffers, the register of ids, and some copies of every cell and message.
    public long MostAllocated(long inputBytes) => 1_200_000 + (400 * inputBytes);

    public Task RunAsync(FuzzCase fuzz)
    {
        Dice dice = fuzz.Dice;
        byte[] bytes;
        if (dice.OneIn(25))
            dice.Fill(bytes = new byte[dice.Size(600)]);
        else
            bytes = Mutation.Sometimes(dice, Encodings.Encode(dice, CsvGrammar.Text(dice)));
        fuzz.Input("file", bytes);
        string name = fuzz.Input("name", dice.OneIn(20) ? Words.Text(dice) : dice.Of<string>("x.csv", "x.csv", "x.tsv", "x.txt", "X.CSV", "x"));
        return PromptFileProperties.CheckAsync(fuzz, bytes, name, FileChoices.Options(dice));
    }
}
