namespace Seedream.Console.Tests.Support;

/// <summary>Tests of the console share one browser and one service, and run one after the other: two at once would wait for each other anyway.</summary>
[CollectionDefinition(nameof(ConsoleTests))]
public sealed class ConsoleTests : ICollectionFixture<ConsoleFixture>;
