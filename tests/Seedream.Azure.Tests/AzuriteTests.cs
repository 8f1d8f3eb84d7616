namespace Seedream.Azure.Tests;

/// <summary>The tests that share one Azurite. They run alone, because some of them measure memory.</summary>
[CollectionDefinition(nameof(AzuriteTests), DisableParallelization = true)]
public sealed class AzuriteTests : ICollectionFixture<Azurite>;
