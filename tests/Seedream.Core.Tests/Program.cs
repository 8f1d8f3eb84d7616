using Seedream.Core.Tests.Storage;

// Not how the tests are run: how a test runs another process that shares its folder.
return await OtherProcess.RunAsync(args);
