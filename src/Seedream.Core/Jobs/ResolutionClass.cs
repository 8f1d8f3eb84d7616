namespace Seedream.Core.Jobs;

/// <summary>The model's two size classes.</summary>
public enum ResolutionClass
{
    TwoK,
    ThreeK,
}
