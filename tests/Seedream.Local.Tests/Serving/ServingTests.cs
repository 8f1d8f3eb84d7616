namespace Seedream.Local.Tests.Serving;

/// <summary>The tests that start services. Each has its processes, so they run one after another.</summary>
[CollectionDefinition(nameof(ServingTests), DisableParallelization = true)]
public sealed class ServingTests : ICollectionFixture<FastAzurite>;
