using Seedream.Core.RunComfy;

namespace Seedream.Core.Batches;

/// <summary>A batch was begun with one model and another is set: it is not gone on with, since its rows would not be what was asked for.</summary>
public sealed class OtherModelException : Exception
{
    public OtherModelException(BatchRecord batch, string configured)
        : base($"batch {batch?.Id} runs with model {batch?.Model ?? RunComfyOptions.DefaultModel} and Seedream:RunComfy:Model is {configured}; set that model again to go on with it, or run its file as a batch of the other model")
    {
        ArgumentNullException.ThrowIfNull(batch);
        Batch = batch.Id;
    }

    public string Batch { get; }

    /// <summary>Raises it where the batch is of another model than the one that is set.</summary>
    public static void ThrowIfOther(BatchRecord batch, RunComfyOptions api)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(api);
        if (batch.Model != api.RecordedModel)
            throw new OtherModelException(batch, api.Model);
    }
}
