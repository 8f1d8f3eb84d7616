using System.Text;
using Azure.Core;
using Azure.Storage.Blobs;
using Seedream.Azure.Storage;
using Seedream.Core.Storage;

namespace Seedream.Azure.Tests.Storage;

[Collection(nameof(AzuriteTests))]
public sealed class BlobStoreTests
{
    private const string Json = "application/json";

    private readonly Azurite azurite;
    private readonly LostAnswerPolicy answers = new();
    private readonly string container = "store-" + Guid.NewGuid().ToString("n");
    private readonly BlobStore store;
    private readonly BlobStore other;

    public BlobStoreTests(Azurite azurite)
    {
        this.azurite = azurite;
        store = Open(azurite.ConnectionString, answers);
        other = Open(azurite.ConnectionString);
    }

    private static CancellationToken None => CancellationToken.None;

    [AzuriteFact]
    public async Task TryCreate_AnswerLost_KnowsItsOwnWork()
    {
        await store.PutAsync("first", "x"u8.ToArray(), Json, None);
        answers.LoseNext();

        string? version = await store.TryCreateAsync("ledger", "mine"u8.ToArray(), Json, None);

        StoredObject read = (await other.TryReadAsync("ledger", None))!;
        Assert.Equal(read.Version, version);
        Assert.NotNull(await store.TryReplaceAsync("ledger", "next"u8.ToArray(), Json, version!, None));
    }

    [AzuriteFact]
    public async Task TryReplace_AnswerLost_KnowsItsOwnWork()
    {
        string version = (await store.TryCreateAsync("ledger", "one"u8.ToArray(), Json, None))!;
        answers.LoseNext();

        string? next = await store.TryReplaceAsync("ledger", "two"u8.ToArray(), Json, version, None);

        StoredObject read = (await other.TryReadAsync("ledger", None))!;
        Assert.Equal(read.Version, next);
        Assert.Equal("two", Encoding.UTF8.GetString(read.Content.Span));
    }

    [AzuriteFact]
    public async Task TryCreate_SameContentBySomebodyElse_IsNull()
    {
        await other.TryCreateAsync("ledger", "same"u8.ToArray(), Json, None);

        Assert.Null(await store.TryCreateAsync("ledger", "same"u8.ToArray(), Json, None));
    }

    [AzuriteFact]
    public async Task TryReplace_AnswerLostAndReplacedMeanwhile_IsNull()
    {
        string version = (await store.TryCreateAsync("ledger", "one"u8.ToArray(), Json, None))!;
        answers.Meanwhile = () => other.PutAsync("ledger", "theirs"u8.ToArray(), Json, None);
        answers.LoseNext();

        Assert.Null(await store.TryReplaceAsync("ledger", "two"u8.ToArray(), Json, version, None));
    }

    [AzuriteFact]
    public async Task SmallObject_EachOperation_IsOneRequest()
    {
        await store.PutAsync("warm-up", "x"u8.ToArray(), Json, None);
        int before = answers.Requests;

        string version = (await store.TryCreateAsync("a", "x"u8.ToArray(), Json, None))!;
        await store.TryReplaceAsync("a", "y"u8.ToArray(), Json, version, None);
        await store.TryReadAsync("a", None);
        await using (ObjectWriter writer = await store.CreateWriterAsync("b", Json, None))
        {
            await writer.Stream.WriteAsync(new byte[2 << 20], None);
            await writer.CommitAsync(None);
        }

        await using (Stream stream = (await store.OpenReadAsync("b", 1 << 20, None))!)
            await stream.CopyToAsync(Stream.Null, None);
        Assert.Equal(5, answers.Requests - before);
    }

    [AzuriteFact]
    public async Task ListWithContent_Outcomes_ComeWithWhatWasWrittenLast()
    {
        string first = StateLayout.Outcome("b", 1, 1);
        string large = StateLayout.Outcome("b", 2, 1);
        await store.PutAsync(first, "old"u8.ToArray(), Json, None);
        await store.PutAsync(first, "ärger \"new\""u8.ToArray(), Json, None);
        await store.PutAsync(large, new byte[20_000], Json, None);

        List<ObjectInfo> listed = await other.ListWithContentAsync(StateLayout.Outcomes("b", 0), None).ToListAsync();

        Assert.Equal([first, large], listed.Select(found => found.Name));
        Assert.Equal("ärger \"new\"", Encoding.UTF8.GetString(listed[0].Content!.Value.Span));
        // What has no room there is read as any other object.
        Assert.Null(listed[1].Content);
        Assert.Equal(20_000, (await other.TryReadAsync(large, None))!.Content.Length);
        Assert.Null((await other.ListAsync(StateLayout.Outcomes("b", 0), None).ToListAsync())[0].Content);
    }

    [AzuriteFact]
    public async Task EnsureWritable_AskedByMany_IsOneRequest()
    {
        await store.EnsureWritableAsync(None);
        int before = answers.Requests;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.EnsureWritableAsync(None)));

        Assert.Equal(before, answers.Requests);
    }

    [AzuriteFact]
    public async Task WrongKey_EveryOperation_SaysWhatToDo()
    {
        BlobStore stranger = Open(azurite.ConnectionString.Replace("AccountKey=Eby8", "AccountKey=AAAA", StringComparison.Ordinal));

        foreach (Func<Task> operation in Operations(stranger))
        {
            StorageUnusableException exception = await Assert.ThrowsAsync<StorageUnusableException>(operation);
            Assert.Contains("refuses access", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("AAAA", exception.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Unreachable_EveryOperation_SaysSo()
    {
        // Port 1 listens nowhere.
        BlobStore nowhere = Open("DefaultEndpointsProtocol=http;AccountName=a;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:1/a;");

        foreach (Func<Task> operation in Operations(nowhere))
            Assert.Contains("does not answer", (await Assert.ThrowsAsync<StorageUnusableException>(operation)).Message, StringComparison.Ordinal);
    }

    [AzuriteFact]
    public async Task Open_ConnectionString_UsesThreeContainers()
    {
        string prefix = Guid.NewGuid().ToString("n")[..8] + "-";
        PipelineStorage storage = AzureStorage.Open(azurite.ConnectionString, prefix);
        await storage.Prompts.PutAsync("p", "p"u8.ToArray(), "text/plain", None);
        await storage.Images.PutAsync("i", "i"u8.ToArray(), "text/plain", None);
        await storage.State.PutAsync("s", "s"u8.ToArray(), "text/plain", None);

        var service = new BlobServiceClient(azurite.ConnectionString);
        Assert.Equal([prefix + "images", prefix + "prompts", prefix + "seedream"], (await service.GetBlobContainersAsync(prefix: prefix).ToListAsync()).Select(found => found.Name));
    }

    [Theory]
    [InlineData("http://account.blob.core.windows.net")]
    [InlineData("AccountKey=c2VjcmV0")]
    [InlineData("nonsense")]
    public void Open_NoAccount_SaysWhatIsExpectedAndKeepsTheKey(string account)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => AzureStorage.Open(account));
        Assert.Contains("https://", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_HttpsAddress_NeedsNoKey() => Assert.NotNull(AzureStorage.Open("https://account.blob.core.windows.net").State);

    private static Func<Task>[] Operations(BlobStore store) =>
    [
        () => store.EnsureWritableAsync(None),
        () => store.TryCreateAsync("a", "x"u8.ToArray(), Json, None),
        () => store.TryReadAsync("a", None),
        () => store.OpenReadAsync("a", 0, None),
        () => store.DeleteAsync("a", None),
        async () => await store.ListAsync("", None).ToListAsync(),
    ];

    private BlobStore Open(string connectionString, LostAnswerPolicy? policy = null)
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 2, Delay = TimeSpan.FromMilliseconds(10), MaxDelay = TimeSpan.FromMilliseconds(20) } };
        if (policy is not null)
            options.AddPolicy(policy, HttpPipelinePosition.PerRetry);
        // Where tests are skipped there is no Azurite, and this is not used.
        return new BlobStore(new BlobContainerClient(connectionString.Replace("BlobEndpoint=/", "BlobEndpoint=http://127.0.0.1:1/", StringComparison.Ordinal), container, options));
    }
}
