using Seedream.Local.CommandLine;

return await SeedreamCommandLine.InvokeAsync(args);
