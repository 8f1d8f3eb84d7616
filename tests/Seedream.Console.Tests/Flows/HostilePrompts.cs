using System.Text.Json;
using Seedream.Console.Tests.Support;

namespace Seedream.Console.Tests.Flows;

[Collection(nameof(ConsoleTests))]
public sealed class HostilePrompts(ConsoleFixture fixture)
{
    private static readonly string[] Prompts =
    [
        "<script>window.hit = 1</script>",
        "<img src=x onerror=\"window.hit = 1\">",
        "\"'><svg onload=alert(1)>",
        "javascript:alert(1) {{7*7}} ${7*7} </textarea></style>",
        new string('W', 700),
        "\u05E9\u05DC\u05D5\u05DD \u202Egnp.exe\u202C \u0645\u0631\u062D\u0628\u0627",
        "=HYPERLINK(\"http://attacker.example\")",
        "👩‍👩‍👧‍👦 Z̸̧͍̈a̶͎͐l̵̰̀g̷̝͝o̵͔͌",
    ];

    [BrowserTheory]
    [InlineData(390, 844)]
    [InlineData(1280, 860)]
    public async Task Are_shown_as_the_text_they_are(int width, int height)
    {
        // Of each width its own: the same content would be the same batch.
        string id = FormattableString.Invariant($"<b>{width}</b>\"'");
        string content = string.Concat(Prompts.Select(prompt => JsonSerializer.Serialize(new { prompt, id = id + Array.IndexOf(Prompts, prompt), team = "<i>" + prompt[..8] }) + "\n"));
        string name = FormattableString.Invariant($"hostile-{width}.jsonl");
        string batch = await fixture.Studio.RunAsync(name, content);
        await using Visit visit = await fixture.VisitAsync($"#/batches/{batch}", width, height);

        await Assertions.Expect(visit.Find(".tile")).ToHaveCountAsync(Prompts.Length);
        await visit.FitsAsync();
        await visit.Find("#tab-rows").ClickAsync();
        await Assertions.Expect(visit.Find(".row-open")).ToHaveCountAsync(Prompts.Length);
        await visit.FitsAsync();
        for (int row = 0; row < Prompts.Length; row++)
        {
            await visit.Find(".row-open").Nth(row).ClickAsync();
            await Assertions.Expect(visit.Find("#prompt")).ToHaveJSPropertyAsync("textContent", Prompts[row]);
            await Assertions.Expect(visit.Find("#facts")).ToContainTextAsync($"{id}{row}");
            await visit.FitsAsync();
            await visit.Page.Keyboard.PressAsync("Escape");
        }

        await visit.GoAsync("#/");
        await Assertions.Expect(visit.Find(".batch-title").Filter(new() { HasText = name })).ToBeVisibleAsync();
        await visit.FitsAsync();
        Assert.False(await visit.Page.EvaluateAsync<bool>("() => 'hit' in window"));
    }

    [BrowserFact]
    public async Task A_file_of_them_is_mended_as_text()
    {
        await using Visit visit = await fixture.VisitAsync();
        await visit.Find("#file").SetInputFilesAsync(ConsoleFixture.File("bad.csv", "prompt,<b>column</b>,resolution\n<script>window.hit=1</script>,<i>x</i>,<u>17:4</u>\n"));
        await visit.Button("Mend it here").ClickAsync();

        await Assertions.Expect(visit.Find(".mend textarea").First).ToHaveValueAsync("<script>window.hit=1</script>");
        await Assertions.Expect(visit.Find(".mend th").Filter(new() { HasText = "<b>column</b>" })).ToBeVisibleAsync();
        await Assertions.Expect(visit.Find(".mend .problem")).ToContainTextAsync("<u>17:4</u>");
        Assert.False(await visit.Page.EvaluateAsync<bool>("() => 'hit' in window"));
    }
}
