namespace Seedream.Core.RunComfy;

/// <summary>The kinds of calls to the API. Rate limits are the vendor's secret, so each kind cools down by itself.</summary>
public enum ApiCall
{
    /// <summary>The paid POST.</summary>
    Submit,

    Status,

    Result,

    Cancel,

    /// <summary>What the model costs.</summary>
    Model,

    Balance,
}
