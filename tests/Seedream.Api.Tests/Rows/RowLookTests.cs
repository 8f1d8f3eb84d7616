using System.Text.Json.Nodes;
using Seedream.Api.Tests.Support;

namespace Seedream.Api.Tests.Rows;

public class RowLookTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Get_EachRow_IsAsTheListHasIt()
    {
        JsonNode list = await (await fixture.Client.GetAsync($"/api/batches/{fixture.Batch}/rows")).JsonAsync(200);
        foreach (JsonNode? row in list["rows"]!.AsArray())
            Assert.True(JsonNode.DeepEquals(row, await (await fixture.Client.GetAsync($"/api/batches/{fixture.Batch}/rows/{row!["row"]}")).JsonAsync(200)), row.ToJsonString());
    }

    [Theory]
    [InlineData("5")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("99999999999")]
    [InlineData("two")]
    public async Task Get_OfNoRow_IsNotFound(string row) =>
        await (await fixture.Client.GetAsync($"/api/batches/{fixture.Batch}/rows/{row}")).ProblemAsync("HTTP404");
}
