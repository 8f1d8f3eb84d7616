using System.Text.Json;
using Seedream.Local.Tests.Support;

namespace Seedream.Local.Tests.EndToEnd;

public sealed class Purging
{
    [Fact]
    public async Task An_old_batch_is_shown_then_purged_and_never_paid_for_again_by_accident()
    {
        await using Workplace workplace = await Workplace.CreateAsync();
        string prompts = workplace.Prompts(3);
        (await workplace.RunAsync("run", prompts, "--yes")).Expect(0);
        string batch = Path.GetFileName(workplace.Results);

        Assert.Contains("no batch", (await workplace.RunAsync("purge", "--older-than", "30d", "--yes")).Expect(0).Error, StringComparison.Ordinal);
        ProcessEnd dry = (await workplace.RunAsync("purge", "--older-than", "0.001s", "--images", "--dry-run", "--json")).Expect(0);
        JsonElement shown = Assert.Single(dry.Json.GetProperty("batches").EnumerateArray());
        Assert.Equal(batch, shown.GetProperty("batch").GetString());
        Assert.False(shown.GetProperty("purged").GetBoolean());
        Assert.True(shown.GetProperty("image_objects").GetInt32() >= 3);
        Assert.Contains("needs an answer", (await workplace.RunAsync("purge", "--older-than", "0.001s")).Expect(8).Error, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(workplace.Data, "seedream", "batches", batch)));

        (await workplace.RunAsync("purge", "--older-than", "0.001s", "--yes")).Expect(0);

        Assert.Empty(Directory.GetFiles(Path.Combine(workplace.Data, "seedream", "batches"), "*", SearchOption.AllDirectories));
        Assert.True(File.Exists(Path.Combine(workplace.Results, "results.jsonl")));
        ProcessEnd again = (await workplace.RunAsync("run", prompts, "--yes")).Expect(2);
        Assert.Contains("--run 2", again.Error, StringComparison.Ordinal);
        Assert.Equal(3, workplace.Server.Account.Paid);

        (await workplace.RunAsync("purge", "--older-than", "0.001s", "--forget", "--yes")).Expect(0);
        (await workplace.RunAsync("run", prompts, "--yes")).Expect(0);
        Assert.Equal(6, workplace.Server.Account.Paid);
    }
}
