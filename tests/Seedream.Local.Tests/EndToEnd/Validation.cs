using System.Text.Json;
using Seedream.Local.Tests.Support;

namespace Seedream.Local.Tests.EndToEnd;

public sealed class Validation
{
    [Fact]
    public async Task Every_problem_is_told_with_its_place_and_nothing_is_stored()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        workplace.Environment.Clear();
        string prompts = workplace.Write("posters.csv", "prompt,id,max_images,sequential_image_generation\na,1,4,auto\n,1,16,auto\nb,2,3,\n");
        using SeedreamProcess process = SeedreamProcess.Start(workplace.Environment, "validate", prompts);
        ProcessEnd end = (await process.WaitAsync()).Expect(3);
        Assert.Contains("posters.csv (row 2, line 3, column prompt): error ROW001", end.Output, StringComparison.Ordinal);
        Assert.Contains("column id): error ROW013", end.Output, StringComparison.Ordinal);
        Assert.Contains("column max_images): error ROW008", end.Output, StringComparison.Ordinal);
        Assert.Contains("warning ROW009", end.Output, StringComparison.Ordinal);
        Assert.Contains("3 rows, 2 valid, 1 invalid; 3 errors, 1 warning", end.Output, StringComparison.Ordinal);
        Assert.Contains("at most 5 images and $0.14 ($0.028 per image, configured price)", end.Output, StringComparison.Ordinal);
        Assert.Equal([prompts], Directory.GetFileSystemEntries(workplace.Folder));
    }

    [Fact]
    public async Task With_json_there_is_one_document_of_documented_shape()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        string prompts = workplace.Write("posters.csv", "prompt,id\na,1\n,2\n");
        using SeedreamProcess process = SeedreamProcess.Start(workplace.Environment, "validate", prompts, "--json");
        JsonElement document = (await process.WaitAsync()).Expect(3).Json;
        Assert.Equal(
            ["schema_version", "command", "problems", "file", "format", "rejected", "rows", "valid_rows", "invalid_rows", "errors", "warnings", "most_images", "most_cost_usd", "price_per_image_usd", "same_as", "ran_rows", "ran_in", "rows_to_submit", "most_to_pay_usd", "failed", "refusal", "price_is_from_api", "exit_code"],
            document.EnumerateObject().Select(property => property.Name));
        Assert.Equal(["code", "severity", "file", "row", "line", "column", "message", "suggestion"], document.GetProperty("problems")[0].EnumerateObject().Select(property => property.Name));
        Assert.True(document.GetProperty("price_is_from_api").GetBoolean());
        Assert.Equal(0, workplace.Server.Account.Wanted);
    }
}
