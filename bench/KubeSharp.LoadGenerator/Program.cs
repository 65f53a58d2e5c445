using KubeSharp.LoadGenerator;

// Measures an API server from outside, over HTTP/2 and TLS with JSON: rate, latency, and the CPU time that the server spent per operation.
// usage: loadgen KUBECONFIG PIDS [scenario...]     PIDS: processes whose CPU time counts, separated by commas
//        scenarios: configmaps pods get status apply list labels page delete watch watch-single schedule=NODES podstart=IMAGE idle=SECONDS    (default: those without a parameter)
if (args.Length < 2)
{
    Console.Error.WriteLine("usage: loadgen KUBECONFIG PIDS [scenario...]");
    return 2;
}

var server = new ServerUnderTest(args[0]);
var meter = new CpuMeter([.. args[1].Split(',').Select(int.Parse)]);
string[] names = args.Length > 2 ? args[2..] : ["configmaps", "pods", "get", "status", "apply", "list", "labels", "page", "delete", "watch", "watch-single"];
var load = new Load(server, meter);

await load.PrepareAsync();
foreach (var name in names)
{
    await (name.Split('=') switch
    {
        ["configmaps"] => Scenarios.ConfigMapsAsync(load),
        ["pods"] => Scenarios.CreatePodsAsync(load),
        ["get"] => Scenarios.GetPodsAsync(load),
        ["status"] => Scenarios.PatchStatusAsync(load),
        ["apply"] => Scenarios.ApplyAsync(load),
        ["list"] => Scenarios.ListPodsAsync(load),
        ["labels"] => Scenarios.ListByLabelAsync(load),
        ["page"] => Scenarios.ListPagesAsync(load),
        ["watch"] => Scenarios.WatchAsync(load, "watch event", Load.Clients),
        ["watch-single"] => Scenarios.WatchAsync(load, "watch event, one writer", writers: 1),
        ["delete"] => Scenarios.DeletePodsAsync(load),
        ["schedule", var nodes] => SchedulingScenario.RunAsync(load, int.Parse(nodes)),
        ["podstart", var image] => PodStartScenario.RunAsync(load, image),
        ["idle", var seconds] => IdleScenario.RunAsync(meter, TimeSpan.FromSeconds(int.Parse(seconds))),
        _ => throw new ArgumentException($"there is no scenario {name}"),
    });
}

await load.CleanUpAsync();
return 0;
