using System.Text;
using Seedream.Core.Intake;

namespace Seedream.Core.Tests.Intake;

public class PromptFileLimitsTests
{
    private const long ThreeGigabytes = 3L * 1024 * 1024 * 1024;

    [Fact]
    public async Task Open_FileOf3GB_IsRefusedUnread()
    {
        using UnreadStream stream = new(ThreeGigabytes);

        Reading reading = await Reading.StreamAsync(stream);

        Assert.Equal(["LIM001"], reading.Codes);
        Assert.Contains("3,221,225,472", reading.FileProblems[0].Message, StringComparison.Ordinal);
        Assert.Equal("", reading.Sha256);
    }

    [Fact]
    public async Task ReadRows_StreamOf3GBWithoutLength_StopsAtTheLimit()
    {
        TrickleStream stream = Repeat("prompt\n", ThreeGigabytes);

        Reading reading = await Reading.StreamAsync(stream, options: new IntakeOptions { MaxBytes = 1_000_000, MaxRows = int.MaxValue });

        Assert.Equal(["LIM001"], reading.Codes);
        Assert.InRange(stream.Given, 1_000_000, 1_200_000);
    }

    [Theory]
    [InlineData("x.csv", "a")]
    [InlineData("x.csv", "\"")]
    [InlineData("x.csv", ",")]
    [InlineData("x.csv", "\n")]
    [InlineData("x.jsonl", "a")]
    [InlineData("x.jsonl", "[")]
    [InlineData("x.jsonl", " ")]
    public async Task ReadRows_EndlessLine_NeedsLittleMemory(string name, string repeated)
    {
        TrickleStream stream = Repeat(repeated, 20_000_000);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Reading reading = await Reading.StreamAsync(stream, name);

        Assert.NotEmpty(reading.FileProblems);
        Assert.True(reading.IsRejected);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40_000_000);
    }

    [Fact]
    public async Task ReadRows_RowLimitPassed_StillHashesTheWholeFile()
    {
        byte[] file = Encoding.UTF8.GetBytes("prompt\n" + string.Concat(Enumerable.Repeat("a cat\n", 100_000)));

        Reading reading = await Reading.BytesAsync(file, options: new IntakeOptions { MaxRows = 10 });

        Assert.Equal(10, reading.Rows.Count);
        Assert.Equal(file.Length, reading.Bytes);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)), reading.Sha256);
    }

    [Fact]
    public async Task ReadRows_ManyIds_FindsTheOneDuplicate()
    {
        StringBuilder text = new("prompt,id\n");
        for (int row = 1; row <= 50_000; row++)
            text.Append("a,id-").Append(row).Append('\n');
        text.Append("b,id-123\n");

        Reading reading = await Reading.TextAsync(text.ToString());

        Assert.Contains("row 123 has", reading.Problem(ProblemCodes.DuplicateId).Message, StringComparison.Ordinal);
    }

    private static TrickleStream Repeat(string text, long length) => new(position => (byte)text[(int)(position % text.Length)], length, 64 * 1024);

    private sealed class UnreadStream(long length) : MemoryStream
    {
        public override long Length => length;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("The file was to be refused by its length");
    }
}
