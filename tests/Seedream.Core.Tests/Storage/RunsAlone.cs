namespace Seedream.Core.Tests.Storage;

/// <summary>Tests that measure the whole process.</summary>
[CollectionDefinition(nameof(RunsAlone), DisableParallelization = true)]
public sealed class RunsAlone;
