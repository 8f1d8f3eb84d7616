using Seedream.Azure.Tests;

namespace Seedream.Local.Tests.Serving;

/// <summary>An Azurite that keeps everything in memory: quick, but it forgets when it ends.</summary>
public sealed class FastAzurite() : Azurite(inMemory: true);
