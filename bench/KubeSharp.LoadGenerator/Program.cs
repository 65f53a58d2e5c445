using KubeSharp.LoadGenerator;

// Measures an API server from outside, over HTTP/2 and TLS with JSON: rate, latency, and the CPU time that the server spent per operation.
// usage: loadgen KUBECONFIG PIDS [scenario...]     PIDS: processes whose CPU time counts, separated by commas
//        scenarios: configmaps pods get status list labels page watch delete schedule=NODES    (default: all but schedule)
if (args.Length < 2)
{
    Console.Error.WriteLine("usage: loadgen KUBECONFIG PIDS [scenario...]");
    return 2;
}

var server = new ServerUnderTest(args[0]);
var meter = new CpuMeter([.. args[1].Split(',').Select(int.Parse)]);
string[] names = args.Length > 2 ? args[2..] : ["configmaps", "pods", "get", "status", "list", "labels", "page", "watch", "delete"];
var load = new Load(server, meter);

Console.WriteLine($"{"scenario",-24} {"ops",8} {"ops/s",10} {"CPU us/op",10} {"p50 ms",8} {"p99 ms",8}");
await load.PrepareAsync();
foreach (var name in names)
{
    await (name.Split('=') switch
    {
        ["configmaps"] => Scenarios.ConfigMapsAsync(load),
        ["pods"] => Scenarios.CreatePodsAsync(load),
        ["get"] => Scenarios.GetPodsAsync(load),
        ["status"] => Scenarios.PatchStatusAsync(load),
        ["list"] => Scenarios.ListPodsAsync(load),
        ["labels"] => Scenarios.ListByLabelAsync(load),
        ["page"] => Scenarios.ListPagesAsync(load),
        ["watch"] => Scenarios.WatchAsync(load),
        ["delete"] => Scenarios.DeletePodsAsync(load),
        ["schedule", var nodes] => SchedulingScenario.RunAsync(load, int.Parse(nodes)),
        _ => throw new ArgumentException($"there is no scenario {name}"),
    });
}

await load.CleanUpAsync();
return 0;
