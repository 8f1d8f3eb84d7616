using Microsoft.Extensions.Logging.Abstractions;
using Seedream.Core.Batches;
using Seedream.Core.Queues;
using Seedream.Core.Storage;
using Seedream.Core.Tests.Support;

namespace Seedream.Core.Tests.Queues;

public class PoisonStoreTests
{
    [Theory]
    [InlineData("CON")]
    [InlineData("\u2026nul\u2026")]
    [InlineData("")]
    [InlineData("../../x")]
    public async Task RecordAsync_AnyMessageId_IsRecorded(string messageId)
    {
        MemoryObjectStore state = new();
        PoisonStore poison = new(new PipelineStorage(new MemoryObjectStore(), new MemoryObjectStore(), state), TimeProvider.System, NullLogger<PoisonStore>.Instance);

        await poison.RecordAsync("seedream-jobs", messageId, "text", 1, MessageCodes.NotJson, "why", CancellationToken.None);

        Assert.StartsWith("poison/", Assert.Single(state.Names), StringComparison.Ordinal);
    }

    [Fact]
    public void PromptFileNotFound_NameThatBreaksLines_IsToldOnOneLine() =>
        Assert.DoesNotContain(new PromptFileNotFoundException("a\u2029b\u001b[2Jc\u202e.csv").Message, c => c is '\u2029' or '\u001b' or '\u202e');
}
