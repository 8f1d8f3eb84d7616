using Seedream.Core.Jobs;

namespace Seedream.Core.Tests.Intake;

public class PromptFileJsonLinesTests
{
    [Fact]
    public async Task ReadRows_KnownKeysAndMetadata_BecomeColumnsInOrderOfAppearance()
    {
        Reading reading = await Reading.TextAsync("""
            {"prompt": "a", "Max Images": 3, "sequential_image_generation": "auto", "id": 17, "seed": 5}

            {"note": "n\nm", "prompt": "b", "metadata": {"seed": true, "prompt": "inner", "deep": {"x": [1, 2]}}, "output_format": null}
            """, "x.jsonl");

        Assert.Empty(reading.Codes);
        Assert.Equal(["prompt", "Max Images", "sequential_image_generation", "id", "seed", "note", "metadata.prompt", "deep", "output_format"], reading.Header.Columns);
        Assert.Equal(["prompt", "max_images", "sequential_image_generation", "id", null, null, null, null, "output_format"], reading.Header.Meanings);
        Assert.Equal(["a", "3", "auto", "17", "5"], reading.Rows[0].Cells);
        Assert.Equal(["b", "", "", "", "true", "n\nm", "inner", "{\"x\": [1, 2]}", ""], reading.Rows[1].Cells);
        Assert.Equal((3, "17"), (reading.Rows[0].Input!.MaxImages, reading.Rows[0].Id));
        Assert.Equal([1, 3], reading.Rows.Select(row => row.Line));
        Assert.Equal(OutputFormat.Png, reading.Rows[1].Input!.OutputFormat);
    }

    [Fact]
    public async Task ReadRows_FaultyLinesBetweenGoodOnes_HarmOnlyThemselves()
    {
        Reading reading = await Reading.TextAsync(
            "{\"prompt\":\"a\"}\n{\"prompt\":\n[]\n{\"prompt\":\"b\",\"resolution\":\"9K\",\"max_images\":1.5,\"x\":1,\"x\":2}\r{\"prompt\":\"c\"}", "x.ndjson");

        Assert.Equal(["JSL001", "JSL002", "JSL003", "ROW006", "ROW008"], reading.Codes);
        Assert.Equal([1, 5], reading.Rows.Where(row => row.Input is not null).Select(row => row.Row));
        Assert.Equal(5, reading.Rows[^1].Line);
    }

    [Fact]
    public async Task ReadRows_KeysNamedAsReportColumns_AreMetadata()
    {
        Reading reading = await Reading.TextAsync("{\"prompt\":\"a\",\"error\":\"x\",\"request_id\":\"y\"}", "x.jsonl");

        Assert.Equal(["prompt", "error", "request_id"], reading.Header.Columns);
        Assert.Empty(reading.Codes);
    }

    [Fact]
    public async Task ReadRows_MetadataThatIsNoObject_IsAColumn()
    {
        Reading reading = await Reading.TextAsync("{\"prompt\":\"a\",\"metadata\":\"m\"}", "x.jsonl");

        Assert.Equal(["a", "m"], Assert.Single(reading.Rows).Cells);
        Assert.Equal(["prompt", "metadata"], reading.Header.Columns);
    }

    [Fact]
    public async Task ReadRows_MisspeltKeyBesideTheRightOne_StillChecksTheRightOne()
    {
        Reading reading = await Reading.TextAsync("{\"prompt\":\"\",\"promt\":\"b\"}", "x.jsonl");

        Assert.Equal(["JSL004", "ROW001"], reading.Codes);
    }

    [Fact]
    public async Task ReadRows_NewKeysOnEveryLine_StopAtTheLimit()
    {
        string text = string.Concat(Enumerable.Range(0, 1000).Select(row => $"{{\"prompt\":\"a\",\"key number {row}\":1}}\n"));

        Reading reading = await Reading.TextAsync(text, "x.jsonl");

        Assert.Equal(200, reading.Header.Columns.Count);
        Assert.Equal(801, reading.Codes.Count);
        Assert.All(reading.Codes, code => Assert.Equal("LIM010", code));
    }
}
