using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Seedream.Api.Tests.Support;
using Seedream.Core.Retention;

namespace Seedream.Api.Tests.Batches;

public class BatchUploadTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private HttpClient Client => fixture.Client;

    [Theory]
    [InlineData("text/csv", "prompt\na cat\n", "upload.csv", "csv")]
    [InlineData("text/tab-separated-values", "prompt\tid\na cat\t1\n", "upload.tsv", "csv")]
    [InlineData("application/jsonl", "{\"prompt\":\"a cow\"}\n", "upload.jsonl", "jsonl")]
    [InlineData("application/x-ndjson; charset=utf-8", "{\"prompt\":\"a dog\"}\n", "upload.jsonl", "jsonl")]
    public async Task Post_EveryType_IsAcceptedAndRuns(string type, string body, string name, string format)
    {
        HttpResponseMessage answer = await Client.PostAsync("/api/batches", ApiServer.Body(body, type));

        JsonNode batch = await answer.JsonAsync(202);
        Assert.Equal(name, (string)batch["file"]!);
        Assert.Equal(format, (string)batch["plan"]!["format"]!);
        Assert.Equal($"/api/batches/{batch["id"]}", answer.Headers.Location!.ToString());
        await fixture.Server.Starter.EndOf((string)batch["id"]!);
        JsonNode ended = await (await Client.GetAsync(answer.Headers.Location)).JsonAsync(200);
        Assert.Equal("completed", (string)ended["status"]!);
        Assert.Equal(1, (int)ended["counts"]!["succeeded"]!);
        Assert.Equal(1, (int)ended["images"]!);
        Assert.Equal(0.028m, (decimal)ended["cost_usd"]!);
    }

    [Fact]
    public async Task Post_SameContentUnderAnotherName_IsThatBatchAndSaysSo()
    {
        JsonNode first = await (await Client.PostAsync("/api/batches?file=first-name.csv", ApiServer.Body("prompt,n\na heron,1\n", "text/csv"))).JsonAsync(202);
        await fixture.Server.Starter.EndOf((string)first["id"]!);
        int paid = fixture.Server.Simulator.Account.Paid;

        JsonNode check = await (await Client.PostAsync("/api/batches?file=second.jsonl&dryRun=true", ApiServer.Body("{\"n\":1,\"prompt\":\"a heron\"}", "application/jsonl"))).JsonAsync(200);
        JsonNode second = await (await Client.PostAsync("/api/batches?file=second.jsonl", ApiServer.Body("{\"n\":1,\"prompt\":\"a heron\"}", "application/jsonl"))).JsonAsync(200);
        JsonNode grown = await (await Client.PostAsync($"/api/batches?continues={first["id"]}&dryRun=true", ApiServer.Body("prompt,n\na heron,1\na stork,2\n", "text/csv"))).JsonAsync(200);

        Assert.Equal(((string)first["id"]!, 1, 0), ((string)check["same_as"]!, (int)check["ran_rows"]!, (int)check["rows_to_submit"]!));
        Assert.Equal(((string)first["id"]!, "first-name.csv", 0), ((string)second["id"]!, (string)second["same_as"]!, (int)second["plan"]!["rows_to_submit"]!));
        Assert.Equal((1, 1, 0.028m), ((int)grown["ran_rows"]!, (int)grown["rows_to_submit"]!, (decimal)grown["most_to_pay_usd"]!));
        Assert.Equal(paid, fixture.Server.Simulator.Account.Paid);
    }

    [Fact]
    public async Task Post_ContentThatWasPurged_IsRefusedWith409()
    {
        JsonNode batch = await (await Client.PostAsync("/api/batches?file=gone.csv", ApiServer.Body("prompt\na dodo\n", "text/csv"))).JsonAsync(202);
        await fixture.Server.Starter.EndOf((string)batch["id"]!);
        PurgeRequest request = new() { EndedBefore = DateTimeOffset.MaxValue, Force = true };
        Assert.Null(await fixture.Server.Get<BatchPurge>().PurgeAsync((string)batch["id"]!, request, CancellationToken.None));

        JsonNode check = await (await Client.PostAsync("/api/batches?file=other.csv&dryRun=true", ApiServer.Body("prompt\na dodo\n", "text/csv"))).JsonAsync(200);
        JsonNode refused = await (await Client.PostAsync("/api/batches?file=other.csv", ApiServer.Body("prompt\na dodo\n", "text/csv"))).JsonAsync(409);

        Assert.Equal("HTTP4094", (string)refused["code"]!);
        Assert.Contains((string)batch["id"]!, (string)check["refusal"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_SameFileAgain_IsTheSameBatchAndPaysNothing()
    {
        string id = await fixture.Server.RunAsync("prompt\nan owl\n", "?file=owls.csv");
        int paid = fixture.Server.Simulator.Account.Paid;

        JsonNode again = await (await fixture.Server.PostCsvAsync("prompt\nan owl\n", "?file=owls.csv")).JsonAsync(200);
        JsonNode second = await (await fixture.Server.PostCsvAsync("prompt\nan owl\n", "?file=owls.csv&run=2")).JsonAsync(202);
        await fixture.Server.Starter.EndOf((string)second["id"]!);

        Assert.Equal(id, (string)again["id"]!);
        Assert.NotEqual(id, (string)second["id"]!);
        Assert.Equal(paid + 1, fixture.Server.Simulator.Account.Paid);
        Assert.DoesNotContain(Directory.GetFiles(fixture.Server.Folder, "*", SearchOption.AllDirectories), path => path.Contains("/uploads/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Post_Multipart_TakesOptionsAndFile()
    {
        using MultipartFormDataContent form = new()
        {
            { new StringContent("3K 16:9"), "resolution" },
            { new StringContent("jpeg"), "output_format" },
            { new StringContent("3"), "run" },
            { ApiServer.Body("prompt\na boat\n", "text/csv"), "file", "boats & ships.csv" },
        };

        JsonNode batch = await (await Client.PostAsync("/api/batches", form)).JsonAsync(202);

        Assert.Equal("boats & ships.csv", (string)batch["file"]!);
        Assert.StartsWith("boats-ships-", (string)batch["id"]!, StringComparison.Ordinal);
        Assert.Equal(3, (int)batch["run"]!);
        Assert.Equal("4096x2304 (16:9)", (string)batch["defaults"]!["resolution"]!);
        Assert.Equal("jpeg", (string)batch["defaults"]!["output_format"]!);
        await fixture.Server.Starter.EndOf((string)batch["id"]!);
    }

    [Theory]
    // 200 characters; and 100 characters that need 300 bytes, more than a name in storage may have.
    [InlineData("a", 196)]
    [InlineData("\u6708", 100)]
    public async Task Post_FileWithTooLongAName_IsRefusedByName(string character, int count)
    {
        string name = string.Concat(Enumerable.Repeat(character, count)) + ".csv";

        HttpResponseMessage answer = await fixture.Server.PostCsvAsync("prompt\na boat\n", $"?file={Uri.EscapeDataString(name)}&dryRun=true");

        JsonNode problem = await answer.JsonAsync(400);
        Assert.Contains("expected a file name of at most", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_MultipartWithoutFileOrWithMore_IsRefused()
    {
        using MultipartFormDataContent none = new() { { new StringContent("3"), "run" } };
        using MultipartFormDataContent two = new() { { ApiServer.Body("prompt\na boat\n", "text/csv"), "file", "a.csv" }, { new StringContent("3"), "run" } };
        using MultipartFormDataContent odd = new() { { new StringContent("3"), "colour" }, { ApiServer.Body("prompt\na boat\n", "text/csv"), "file", "a.csv" } };
        int before = fixture.Server.Starter.Started;

        await (await Client.PostAsync("/api/batches", none)).ProblemAsync("HTTP4003");
        await (await Client.PostAsync("/api/batches", two)).ProblemAsync("HTTP4003");
        await (await Client.PostAsync("/api/batches", odd)).ProblemAsync("HTTP4001");
        await (await Client.PostAsync("/api/batches", ApiServer.Body("rubbish", "multipart/form-data; boundary=x"))).ProblemAsync("HTTP4003");
        await (await Client.PostAsync("/api/batches", ApiServer.Body("rubbish", "multipart/form-data"))).ProblemAsync("HTTP4003");
        Assert.Equal(before, fixture.Server.Starter.Started);
    }

    [Theory]
    [InlineData("?run=0")]
    [InlineData("?run=x")]
    [InlineData("?run=1&run=2")]
    [InlineData("?resolution=17x4")]
    [InlineData("?max_images=16")]
    [InlineData("?output_format=gif")]
    [InlineData("?dryrun=true")]
    [InlineData("?dryRun=perhaps")]
    [InlineData("?file=nul.csv")]
    [InlineData("?file=a%00b.csv")]
    public async Task Post_UnusableOption_IsRefused(string query) =>
        await (await fixture.Server.PostCsvAsync("prompt\na cat\n", query)).ProblemAsync("HTTP4001");

    [Theory]
    [InlineData("..%2F..%2Fetc%2Fpasswd", "passwd.csv")]
    [InlineData("C%3A%5Ctemp%5Cmine.csv", "mine.csv")]
    [InlineData("Ünï ✓.csv", "Ünï ✓.csv")]
    public async Task Post_HostileFileName_LosesItsPath(string given, string name)
    {
        JsonNode plan = await (await fixture.Server.PostCsvAsync("prompt\na cat\n", $"?dryRun&file={given}")).JsonAsync(200);

        Assert.Equal(name, (string)plan["file"]!);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Post_OtherContentType_IsRefusedWithWhatIsTaken(string type)
    {
        HttpResponseMessage answer = await Client.PostAsync("/api/batches", ApiServer.Body("prompt\na cat\n", type));

        await answer.ProblemAsync("HTTP415");
        Assert.Contains("text/csv", answer.Header("Accept-Post"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_CompressedBody_IsRefused()
    {
        HttpContent body = ApiServer.Body("prompt\na cat\n", "text/csv");
        body.Headers.ContentEncoding.Add("gzip");

        await (await Client.PostAsync("/api/batches", body)).ProblemAsync("HTTP415");
    }

    [Fact]
    public async Task Post_UnusableFile_TellsEveryProblemAndSubmitsNothing()
    {
        int started = fixture.Server.Starter.Started;

        JsonNode problem = await (await fixture.Server.PostCsvAsync("promt,colour\na cat,red\n")).ProblemAsync("HTTP4222");

        Assert.Equal("CSV004", (string)problem["problems"]![0]!["code"]!);
        Assert.Equal("prompt", (string)problem["problems"]![0]!["suggestion"]!);
        Assert.Equal(started, fixture.Server.Starter.Started);
        JsonNode batch = await (await Client.GetAsync($"/api/batches/{problem["id"]}?include=plan")).JsonAsync(200);
        Assert.Equal("rejected", (string)batch["status"]!);
        Assert.Equal((int)problem["problem_count"]!, (int)batch["plan"]!["problem_count"]!);
        await (await Client.PostAsync($"/api/batches/{problem["id"]}/cancel", null)).ProblemAsync("HTTP4092");
        await (await Client.PostAsync($"/api/batches/{problem["id"]}/retry", null)).ProblemAsync("HTTP409");
    }

    [Theory]
    [InlineData("?dryRun")]
    [InlineData("")]
    public async Task Post_MultipartThatBreaksOffWithinItsFile_IsRefusedAndLeavesNothing(string query)
    {
        HttpContent form = new StringContent("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.csv\"\r\n\r\nprompt\na red fox\n");
        form.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");

        await (await fixture.Client.PostAsync($"/api/batches{query}", form)).ProblemAsync("HTTP4003");

        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(fixture.Server.Folder, "seedream"), "*", SearchOption.AllDirectories), path => path.Contains("uploads", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Post_MultipartThatBreaksOffWithinAField_IsRefused()
    {
        HttpContent form = new StringContent("--b\r\nContent-Disposition: form-data; name=\"run\"\r\n\r\n3");
        form.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");

        await (await fixture.Client.PostAsync("/api/batches", form)).ProblemAsync("HTTP4003");
    }

    [Fact]
    public async Task Post_EmptyBody_IsAFileProblem() =>
        Assert.Equal("CSV001", (string)(await (await fixture.Server.PostCsvAsync("")).ProblemAsync("HTTP4222"))["problems"]![0]!["code"]!);

    [Fact]
    public async Task DryRun_ManyProblems_ArePagedWithWorstCaseAndNothingIsStored()
    {
        StringBuilder csv = new("prompt,sequential_image_generation,max_images\n");
        for (int row = 0; row < 300; row++)
            csv.Append(row % 2 == 0 ? "a cat,auto,3\n" : "a cat,auto,99\n");
        string[] before = Directory.GetFiles(fixture.Server.Folder, "*", SearchOption.AllDirectories);

        JsonNode first = await (await fixture.Server.PostCsvAsync(csv.ToString(), "?dryRun=true&limit=100")).JsonAsync(200);
        JsonNode last = await (await fixture.Server.PostCsvAsync(csv.ToString(), $"?dryRun=true&limit=100&offset={first["next_offset"]}")).JsonAsync(200);

        Assert.Equal(150, (int)first["problem_count"]!);
        Assert.Equal(100, first["problems"]!.AsArray().Count);
        Assert.Equal(50, last["problems"]!.AsArray().Count);
        Assert.Null(last["next_offset"]);
        Assert.Equal(450, (int)first["most_images"]!);
        Assert.Equal(12.6m, (decimal)first["most_usd"]!);
        Assert.Equal(before, Directory.GetFiles(fixture.Server.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Post_BodyOverTheLimit_IsRefusedAndLeavesNothing()
    {
        await using ApiServer small = await ApiServer.StartAsync(null, ("Seedream:Intake:MaxBytes", "2000"));
        string large = "prompt\n" + new string('x', 3000);
        HttpContent chunked = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(large)));
        chunked.Headers.ContentType = MediaTypeHeaderValue.Parse("text/csv");
        HttpRequestMessage request = new(HttpMethod.Post, "/api/batches") { Content = chunked };
        request.Headers.TransferEncodingChunked = true;

        await (await small.PostCsvAsync(large)).ProblemAsync("HTTP413");
        await (await small.PostCsvAsync(large, "?dryRun")).ProblemAsync("HTTP413");
        await (await small.Client.SendAsync(request)).ProblemAsync("HTTP413");

        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(small.Folder, "seedream"), "*", SearchOption.AllDirectories), path => path.Contains("uploads", StringComparison.Ordinal) || path.Contains("catalog", StringComparison.Ordinal));
    }
}
