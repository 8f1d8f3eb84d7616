using Azure.Core;
using Azure.Core.Pipeline;

namespace Seedream.Azure.Tests.Storage;

/// <summary>Counts requests, and loses answers on their way back: the service has done what it was asked, the client does not learn of it.</summary>
internal sealed class LostAnswerPolicy : HttpPipelinePolicy
{
    private int toLose;

    public int Requests { get; private set; }

    /// <summary>What happens between a lost answer and the retry.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public void LoseNext() => toLose = 1;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Requests++;
        await ProcessNextAsync(message, pipeline);
        if (toLose-- <= 0)
            return;
        if (Meanwhile is { } meanwhile)
            await meanwhile();
        throw new IOException("The answer was lost.");
    }
}
