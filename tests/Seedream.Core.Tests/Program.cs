using Seedream.Core.Tests.Storage;
using Xunit.Runner.InProc.SystemConsole;

// The runner starts this program to run the tests, and a test starts it as another process that shares its folder.
return args is [OtherProcess.Word, .. string[] rest] ? await OtherProcess.RunAsync(rest) : await ConsoleRunner.Run(args);
