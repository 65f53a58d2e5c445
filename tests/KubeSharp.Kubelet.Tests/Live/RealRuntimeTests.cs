using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Kubelet.Server;
using KubeSharp.Kubelet.Tests.Fakes;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Tests.Live;

/// <summary>
/// The whole kubelet with a real container runtime. Runs only where KUBESHARP_TEST_CRI names a runtime's socket, as root; the images
/// of the conformance suite have to be there.
/// </summary>
public sealed class RealRuntimeTests : IAsyncLifetime
{
    private const string Image = "docker.io/library/busybox:1.29";

    private readonly string _root = $"/tmp/kubelet-live-{Environment.ProcessId}";
    private readonly FakeApi _api = new();
    private CancellationTokenSource _stop = new();
    private readonly ILoggerFactory _loggers = new TestLoggers();
    private Task _run = Task.CompletedTask;

    private static string? Endpoint => Environment.GetEnvironmentVariable("KUBESHARP_TEST_CRI");

    private KubeletOptions Options => new()
    {
        NodeName = "live",
        NodeIPs = ["192.0.2.77"],
        ContainerRuntimeEndpoint = Endpoint ?? "",
        RootDir = _root,
        PodLogsDir = _root + "/logs",
        StaticPodPath = _root + "/manifests",
        CgroupRoot = "/kubelet-live",
        EvictionHard = new Dictionary<string, string>(),
        Server = new KubeletServerOptions { Port = 0, HealthzPort = 0, CertDirectory = _root + "/pki" },
    };

    public ValueTask InitializeAsync()
    {
        if (Endpoint is null)
        {
            Assert.Skip("KUBESHARP_TEST_CRI is not set");
        }
        Directory.CreateDirectory(_root + "/manifests");
        Start();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (Endpoint is null)
        {
            return;
        }
        foreach (var pod in Names())
        {
            Delete(pod, 0);
        }
        await WaitAsync(() => !Names().Any(), "all pods to go");
        await StopAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task PodRunsToReadyAndIsDeletedWithItsObject()
    {
        await WaitAsync(() => _api.Find<Node>("", "live")?.Status.Conditions.Any(condition => condition is { Type: "Ready", Status: "True" }) == true, "node");
        var begun = TimeProvider.System.GetTimestamp();
        _api.Put(NewPod("simple", ["sh", "-c", "echo $(NAME) $HOME; trap 'exit 0' TERM; while true; do sleep 0.1; done"]));
        await WaitAsync(() => Status("simple")?.Phase == "Running", "Running");
        TestContext.Current.TestOutputHelper!.WriteLine($"create to Running: {TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds} ms");
        Assert.Equal("True", Status("simple")!.Conditions.Single(condition => condition.Type == "Ready").Status);
        Assert.NotEqual("", Status("simple")!.PodIP);
        Delete("simple", 5);
        await WaitAsync(() => _api.Find<Pod>("default", "simple") is null, "the object to go");
    }

    [Fact]
    public async Task InitContainersRunFirstAndFailuresAreRetried()
    {
        var pod = NewPod("inits", ["sh", "-c", "cat /dev/null; exit 3"], "Always");
        _api.Put(pod with { Spec = pod.Spec with { InitContainers = [NewContainer("first", ["true"]), NewContainer("second", ["true"])] } });
        await WaitAsync(() => Status("inits")?.ContainerStatuses is [{ State.Waiting.Reason: "CrashLoopBackOff" }], "CrashLoopBackOff");
        var status = Status("inits")!;
        Assert.All(status.InitContainerStatuses, static container => Assert.True(container.Ready));
        Assert.Equal(3, status.ContainerStatuses[0].LastTerminationState.Terminated!.ExitCode);
    }

    [Fact]
    public async Task FinishedPodSucceeds()
    {
        _api.Put(NewPod("job", ["sh", "-c", "echo done > /dev/termination-log"], "Never"));
        await WaitAsync(() => Status("job")?.Phase == "Succeeded", "Succeeded");
        Assert.Equal("done\n", Status("job")!.ContainerStatuses[0].State.Terminated!.Message);
    }

    [Fact]
    public async Task RestartedKubeletTakesContainersOver()
    {
        _api.Put(NewPod("stays", ["sleep", "1000"]));
        await WaitAsync(() => Status("stays")?.Phase == "Running", "Running");
        var before = Status("stays")!.ContainerStatuses[0].ContainerID;
        await StopAsync();
        Start();
        await WaitAsync(() => _api.Find<Node>("", "live")?.Status.Conditions.Any(condition => condition is { Type: "Ready", Status: "True" }) == true, "node");
        await Task.Delay(2000, TestContext.Current.CancellationToken);
        Assert.Equal(before, Status("stays")!.ContainerStatuses[0].ContainerID);
        Assert.Equal("Running", Status("stays")!.Phase);
    }

    [Fact]
    public async Task StaticPodGetsAMirror()
    {
        await WaitAsync(() => _api.Find<Node>("", "live") is not null, "node");
        File.WriteAllText(_root + "/manifests/web.yaml", $"""
            apiVersion: v1
            kind: Pod
            metadata: {"{"}name: web{"}"}
            spec:
              containers:
              - name: c
                image: {Image}
                command: [sleep, "1000"]
            """);
        await WaitAsync(() => Status("web-live")?.Phase == "Running", "mirror Running");
        File.Delete(_root + "/manifests/web.yaml");
        await WaitAsync(() => _api.Find<Pod>("default", "web-live") is null, "mirror to go");
    }

    private void Start()
    {
        var component = new KubeletComponent(Options, _api.Client, _loggers, TimeProvider.System);
        _stop = new CancellationTokenSource();
        _run = component.RunAsync(_stop.Token);
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _run;
    }

    private IEnumerable<string> Names() => ((string[])["simple", "inits", "job", "stays"]).Where(name => _api.Find<Pod>("default", name) is not null);

    private PodStatus? Status(string name) => _api.Find<Pod>("default", name)?.Status;

    private void Delete(string name, long grace)
    {
        var pod = _api.Find<Pod>("default", name)!;
        _api.Put(pod with { Metadata = pod.Metadata with { DeletionTimestamp = new Time(DateTimeOffset.UnixEpoch.AddDays(1)), DeletionGracePeriodSeconds = grace } });
    }

    private static Pod NewPod(string name, string[] command, string restartPolicy = "Always") => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default", UID = Guid.NewGuid().ToString() },
        Spec = new PodSpec
        {
            NodeName = "live",
            RestartPolicy = restartPolicy,
            TerminationGracePeriodSeconds = 5,
            Containers = [NewContainer("c", command)],
        },
        Status = new PodStatus { Phase = "Pending" },
    };

    private static Container NewContainer(string name, string[] command) => new()
    {
        Name = name,
        Image = Image,
        ImagePullPolicy = "IfNotPresent",
        Command = [.. command],
        TerminationMessagePath = "/dev/termination-log",
        TerminationMessagePolicy = "File",
    };

    private static async Task WaitAsync(Func<bool> condition, string what)
    {
        for (var tries = 0; tries < 1500; tries++)
        {
            if (condition())
            {
                return;
            }
            await Task.Delay(20);
        }
        Assert.Fail($"timed out waiting for {what}");
    }
}
