using Seedream.Benchmarks.Children;
using Seedream.Benchmarks.Running;

// What is measured runs in processes of its own, so that neither the simulator nor an earlier measurement weighs on it.
return args is ["child", ..]
    ? await ChildProgram.RunAsync()
    : await BenchmarkProgram.RunAsync(args);
