using KubeSharp.LoadGenerator;

// Measures an API server from outside, over HTTP/2 and TLS with JSON: rate, latency, and the CPU time that the server spent per operation.
// usage: loadgen KUBECONFIG PIDS [scenario...]     PIDS: processes whose CPU time counts, separated by commas
//        scenarios: configmaps pods get status apply list labels page delete watch watch-single    (the default)
//                   memory=PODS listers=CLIENTS slow-listers=CLIENTS (on the pods of memory) watchers=COUNT,RATE fanout=COUNT,RATE
//                   definitions=COUNT schedule=NODES podstart=IMAGE idle=SECONDS
//        loadgen store DIRECTORY                        the embedded store alone
//        loadgen coldstart BINARY DIRECTORY OBJECTS     an API server with so many stored objects
switch (args)
{
    case ["store", var directory]:
        await StoreScenarios.WriteAsync(directory);
        await StoreScenarios.ChurnAsync(directory);
        return 0;
    case ["coldstart", var binary, var directory, var objects]:
        await ColdStartScenario.RunAsync(binary, directory, int.Parse(objects));
        return 0;
    case [var kubeconfig, var processes, .. var scenarios]:
        var load = new Load(new ServerUnderTest(kubeconfig), new CpuMeter([.. processes.Split(',').Select(int.Parse)]));
        await load.PrepareAsync();
        foreach (var scenario in scenarios.Length > 0 ? scenarios : Scenarios.Default)
        {
            await Scenarios.RunAsync(load, scenario);
        }

        await load.CleanUpAsync();
        return 0;
    default:
        Console.Error.WriteLine("usage: loadgen KUBECONFIG PIDS [scenario...] | loadgen store DIRECTORY | loadgen coldstart BINARY DIRECTORY OBJECTS");
        return 2;
}
