using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Seedream.Azure.Tests;
using Seedream.Console.Tests.Support;
using Seedream.Simulator;

namespace Seedream.Console.Tests.Flows;

[Collection(nameof(ConsoleTests))]
public sealed class Elsewhere(ConsoleFixture fixture)
{
    [BrowserFact]
    public async Task On_containers_instead_of_folders_it_works_the_same()
    {
        await using Azurite azurite = new();
        await azurite.InitializeAsync();
        await using Studio studio = await Studio.StartAsync(new SimulatorOptions { MedianSeconds = 0.1, ImageBytes = 200_000 }, account: azurite.ConnectionString);
        await using Visit visit = await Visit.StartAsync(fixture.Browser, studio.Address);
        await visit.Find("#prompts").FillAsync("a fox\na hen");
        await visit.Button("Check").ClickAsync();
        await visit.Button("Start 2 rows, $0.056 at most").ClickAsync();

        await Assertions.Expect(visit.Find("#status")).ToHaveTextAsync("Completed");
        await Assertions.Expect(visit.Find(".frame img.there")).ToHaveCountAsync(2);
        await visit.Find("#tab-rows").ClickAsync();
        await Assertions.Expect(visit.Find(".row-open")).ToHaveCountAsync(2);
        await visit.GoAsync("#/");
        await Assertions.Expect(visit.Find(".strip img.there")).ToHaveCountAsync(2);
    }

    [BrowserFact]
    public async Task Behind_a_proxy_with_a_path_of_its_own_it_works_the_same()
    {
        string batch = await fixture.Studio.RunAsync("prefixed.csv", ConsoleFixture.Rows(2, "behind"));
        using HttpClient client = new() { BaseAddress = fixture.Studio.Address };
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        await using WebApplication proxy = builder.Build();
        proxy.Urls.Add("http://127.0.0.1:0");
        proxy.Map("/pictures/studio/{**rest}", async (HttpContext call, string? rest) =>
        {
            using HttpRequestMessage request = new(new HttpMethod(call.Request.Method), rest + call.Request.QueryString);
            using HttpResponseMessage answer = await client.SendAsync(request);
            call.Response.StatusCode = (int)answer.StatusCode;
            call.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            await answer.Content.CopyToAsync(call.Response.Body);
        });
        await proxy.StartAsync();
        await using Visit visit = await Visit.StartAsync(fixture.Browser, new Uri(new Uri(proxy.Urls.First()), "pictures/studio/"), place: $"#/batches/{batch}");

        await Assertions.Expect(visit.Find(".frame img.there")).ToHaveCountAsync(2);
        await visit.GoAsync("#/");
        await Assertions.Expect(visit.Find(".batch-title").First).ToBeVisibleAsync();
    }
}
