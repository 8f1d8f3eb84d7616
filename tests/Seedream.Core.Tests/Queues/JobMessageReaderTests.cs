using System.Text;
using Seedream.Core.Batches;
using Seedream.Core.Intake;
using Seedream.Core.Jobs;
using Seedream.Core.Queues;

namespace Seedream.Core.Tests.Queues;

public sealed class JobMessageReaderTests
{
    private const string Subject = "/blobServices/default/containers/prompts/blobs/spring/posters.csv";
    private const string EventGrid = $$"""{"id":"1","topic":"t","subject":"{{Subject}}","eventType":"Microsoft.Storage.BlobCreated","eventTime":"2026-01-01T00:00:00Z","dataVersion":"","data":{"api":"PutBlob"} }""";
    private const string CloudEvent = $$"""{"specversion":"1.0","id":"1","source":"s","type":"Microsoft.Storage.BlobCreated","subject":"{{Subject}}","data":{} }""";

    private static readonly JobRequestReader Requests = new(new IntakeOptions());
    private readonly JobMessageReader _reader = new(Requests, new BatchOptionsReader(Requests));

    [Theory]
    [InlineData("{\"prompt\":\"a fox\",\"resolution\":\"3K\",\"id\":\"f1\",\"metadata\":{\"sku\":\"7\"}}")]
    [InlineData("{\n  \"prompt\": \"a fox\",\n  \"resolution\": \"3K\",\r\n  \"id\": \"f1\",\n  \"sku\": 7\n}\n")]
    public async Task Read_Job_PlainOrBase64_IsTheSameJob(string json)
    {
        foreach (string text in new[] { json, Base64(json), "\uFEFF" + json, Convert.ToBase64String([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(json)]) })
        {
            JobRequest request = Assert.IsType<JobMessage.OneJob>(await ReadAsync(text)).Request;
            Assert.Equal(("a fox", "3K", "f1"), (request.Input.Prompt, request.Input.Resolution.Name, request.Id));
            Assert.Equal("7", request.Metadata["sku"]);
        }
    }

    [Theory]
    [InlineData(EventGrid)]
    [InlineData(CloudEvent)]
    [InlineData($"[{EventGrid},{EventGrid},{CloudEvent}]")]
    public async Task Read_BlobCreated_NamesTheFileOnce(string json) =>
        Assert.Equal(["spring/posters.csv"], Assert.IsType<JobMessage.Created>(await ReadAsync(Base64(json))).Files);

    [Theory]
    [InlineData("/blobServices/default/containers/images/blobs/a.csv", "Microsoft.Storage.BlobCreated")]
    [InlineData(Subject, "Microsoft.Storage.BlobDeleted")]
    [InlineData("", "Microsoft.EventGrid.SubscriptionValidationEvent")]
    public async Task Read_OtherNews_IsOfNoConcern(string subject, string type) =>
        Assert.Empty(Assert.IsType<JobMessage.Created>(await ReadAsync($$"""{"subject":"{{subject}}","eventType":"{{type}}","data":{} }""")).Files);

    [Fact]
    public async Task Read_FileWithOptions_GivesDefaultsAndRun()
    {
        BatchOptions options = Assert.IsType<JobMessage.PromptFile>(
            await ReadAsync("""{"file":"spring/posters.csv","options":{"run":3,"resolution":"16:9","max_images":4,"output_format":"jpeg"}}""")).Options;

        Assert.Equal((3, "2848x1600 (16:9)", 4, OutputFormat.Jpeg), (options.Run, options.Defaults.Resolution.Name, options.Defaults.MaxImages, options.Defaults.OutputFormat));
        Assert.Equal(SequentialImageGeneration.Disabled, options.Defaults.SequentialImageGeneration);
    }

    [Theory]
    [InlineData("", MessageCodes.NotJson)]
    [InlineData("hello", MessageCodes.NotJson)]
    [InlineData("aGVsbG8=", MessageCodes.NotJson)]
    [InlineData("{\"prompt\":", MessageCodes.NotJson)]
    [InlineData("[]", MessageCodes.NotUnderstood)]
    [InlineData("[{\"prompt\":\"a\"}]", MessageCodes.NotUnderstood)]
    [InlineData("{}", MessageCodes.BadJob)]
    [InlineData("{\"prompt\":\"\"}", MessageCodes.BadJob)]
    [InlineData("{\"prompt\":\"a\\ud800\"}", MessageCodes.BadJob)]
    [InlineData("{\"promt\":\"a\"}", MessageCodes.BadJob)]
    [InlineData("{\"prompt\":\"a\",\"resolution\":\"9K\"}", MessageCodes.BadJob)]
    [InlineData("{\"prompt\":\"a\",\"prompt\":\"b\"}", MessageCodes.BadJob)]
    [InlineData("{\"file\":7}", MessageCodes.BadFileName)]
    [InlineData("{\"file\":\"../secrets.csv\"}", MessageCodes.BadFileName)]
    [InlineData("{\"file\":\"/etc/passwd\"}", MessageCodes.BadFileName)]
    [InlineData("{\"file\":\"https://elsewhere.example/a.csv\"}", MessageCodes.BadFileName)]
    [InlineData("{\"file\":\"a.csv\",\"option\":{}}", MessageCodes.NotUnderstood)]
    [InlineData("{\"file\":\"a.csv\",\"options\":7}", MessageCodes.BadOptions)]
    [InlineData("{\"file\":\"a.csv\",\"options\":{\"run\":0}}", MessageCodes.BadOptions)]
    [InlineData("{\"file\":\"a.csv\",\"options\":{\"resolution\":\"9K\"}}", MessageCodes.BadOptions)]
    [InlineData("{\"file\":\"a.csv\",\"options\":{\"rum\":2}}", MessageCodes.BadOptions)]
    public async Task Read_Nonsense_SaysWhatIsWrong(string text, string code)
    {
        JobMessage.Unreadable unreadable = Assert.IsType<JobMessage.Unreadable>(await ReadAsync(text));

        Assert.Equal(code, unreadable.Code);
        Assert.NotEmpty(unreadable.Reason);
        Assert.DoesNotContain('\n', unreadable.Reason);
    }

    [Fact]
    public async Task Read_RandomBytes_NeverRaises()
    {
        Random random = new(7);
        byte[] seed = Encoding.UTF8.GetBytes(EventGrid + "{\"prompt\":\"a\",\"file\":\"b\"}");
        for (int round = 0; round < 2_000; round++)
        {
            byte[] bytes = (byte[])seed.Clone();
            for (int change = 0; change < 6; change++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            string text = Encoding.Latin1.GetString(bytes, 0, random.Next(bytes.Length));
            Assert.NotNull(await ReadAsync(round % 2 == 0 ? text : Convert.ToBase64String(bytes)));
        }
    }

    [Fact]
    public async Task Read_SixtyFourKilobytesOfRubbish_IsRefusedInFewWords()
    {
        JobMessage.Unreadable unreadable = Assert.IsType<JobMessage.Unreadable>(await ReadAsync(new string('x', 64 * 1024)));

        Assert.True(unreadable.Reason.Length < 500, unreadable.Reason);
    }

    private Task<JobMessage> ReadAsync(string text) => _reader.ReadAsync(text, CancellationToken.None);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
