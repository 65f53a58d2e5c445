using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.ContainerEnv;
using KubeSharp.Kubelet.Events;
using KubeSharp.Kubelet.Hooks;
using KubeSharp.Kubelet.Images;
using KubeSharp.Kubelet.Networking;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.Probes;
using KubeSharp.Kubelet.Resources;
using KubeSharp.Kubelet.Runtime;
using KubeSharp.Kubelet.Security;
using KubeSharp.Kubelet.Tests.Fakes;
using KubeSharp.Kubelet.Volumes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Kubelet.Tests.Runtime;

public sealed class PodRuntimeTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("kubelet-test").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(1970, 1, 1, 0, 0, 1, TimeSpan.Zero));
    private readonly FakeCri _cri = new();
    private readonly FakeRecorder _recorder = new();
    private readonly PodStartState _state = new();
    private readonly ContainerHttp _http = new();
    private readonly PodStatusCache _cache;
    private readonly ImagePuller _images;
    private readonly PodRuntime _runtime;

    public PodRuntimeTests()
    {
        var paths = new PodPaths(_root, Path.Combine(_root, "logs"));
        var events = new PodEvents(_recorder);
        var profiles = new SecurityProfiles(_root, false);
        _cache = new PodStatusCache(_cri);
        _images = new ImagePuller(_cri, new PullSecrets(null), events, 0, _time);
        var hooks = new HookRunner(_cri, _http, _time);
        var killer = new ContainerKiller(_cri, _cache, hooks, events, _time);
        var configs = new ContainerConfigBuilder(
            new EnvBuilder(null, () => [], () => default),
            new ContainerMounts(paths, new SubPaths(paths), "cluster.local"),
            new ContainerResourcesMapper(true, false, false, 1L << 32),
            new ContainerSecurityMapper(profiles),
            paths);
        var starter = new ContainerStarter(
            _cri, _images, configs, hooks, killer, new KeyedBackoff(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5), _time), events, paths, "",
            NullLogger<ContainerStarter>.Instance);
        _runtime = new PodRuntime(
            _cri, _cache, new SandboxConfigBuilder(new PodDns([], "", ""), paths, null, profiles, "cluster.local", true), starter, killer,
            new ProbeResults(), new RuntimeHandlers(null), events, _time, NullLogger<PodRuntime>.Instance);
    }

    public void Dispose()
    {
        _images.Dispose();
        _http.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task PodStartsInOrder()
    {
        var pod = TestPods.Pod(TestPods.App("a"), TestPods.App("b"));
        pod = pod with { Spec = pod.Spec with { InitContainers = [TestPods.App("i")] } };

        await SyncAsync(pod);
        Assert.Equal(["Run sandbox", "Start i-0"], _cri.Calls);
        _cri.Exit("i", 0);
        await SyncAsync(pod);

        Assert.Equal(["Run sandbox", "Start i-0", "Start a-0", "Start b-0"], _cri.Calls);
        Assert.Contains("Started: Container started", _recorder.Told);
    }

    [Fact]
    public async Task ContainerStartIsNotBrokenOff()
    {
        await SyncAsync(TestPods.Pod(TestPods.App("a")));

        Assert.False(_cri.StartsMayBeBrokenOff);
    }

    [Fact]
    public async Task CrashIsRetriedAtOnceAndThenBacksOff()
    {
        var pod = TestPods.Pod(TestPods.App("a"));
        await SyncAsync(pod);
        _cri.Exit("a", 1);
        await SyncAsync(pod);
        Assert.Contains("Start a-1", _cri.Calls);

        _cri.Exit("a", 1);
        var outcome = await SyncAsync(pod);

        Assert.DoesNotContain("Start a-2", _cri.Calls);
        Assert.Equal("CrashLoopBackOff", _state.WaitingReason("a")!.Value.Reason);
        _time.Advance(outcome.RetryAfter!.Value);
        await SyncAsync(pod);
        Assert.Contains("Start a-2", _cri.Calls);
        Assert.Null(_state.WaitingReason("a"));
    }

    [Fact]
    public async Task MissingImageHoldsUpItsContainerOnly()
    {
        var pod = TestPods.Pod(TestPods.App("a") with { Image = "missing:1" }, TestPods.App("b"));

        await SyncAsync(pod);
        Assert.Equal("ErrImagePull", _state.WaitingReason("a")!.Value.Reason);
        Assert.Contains("Start b-0", _cri.Calls);
        await SyncAsync(pod);

        Assert.Equal("ImagePullBackOff", _state.WaitingReason("a")!.Value.Reason);
    }

    [Fact]
    public async Task ImageThatMayNotBePulledIsAnError()
    {
        await SyncAsync(TestPods.Pod(TestPods.App("a") with { Image = "missing:1", ImagePullPolicy = PullPolicy.PullNever }));

        Assert.Equal("ErrImageNeverPull", _state.WaitingReason("a")!.Value.Reason);
    }

    [Fact]
    public async Task RootIsRefusedWhereThePodMustNotBe()
    {
        await SyncAsync(TestPods.Pod(TestPods.App("a") with { SecurityContext = new SecurityContext { RunAsNonRoot = true } }));

        Assert.Equal("CreateContainerConfigError", _state.WaitingReason("a")!.Value.Reason);
        Assert.StartsWith("container has runAsNonRoot and image will run as root", _state.WaitingReason("a")!.Value.Message);
    }

    [Fact]
    public async Task SidecarsEndAfterTheAppsAndTheSandboxLast()
    {
        var pod = TestPods.Pod(TestPods.App("a"));
        pod = pod with { Spec = pod.Spec with { InitContainers = [TestPods.Sidecar("s1"), TestPods.Sidecar("s2")] } };
        await SyncAsync(pod);
        await SyncAsync(pod);
        await SyncAsync(pod);
        _cri.Calls.Clear();

        await _runtime.KillAsync(pod, await RefreshAsync(), null, TestContext.Current.CancellationToken);

        Assert.Equal(["Stop a-0 30", "Stop s2-0 30", "Stop s1-0 30", "Stop sandbox"], _cri.Calls);
    }

    [Fact]
    public async Task DeletionsGracePeriodWins()
    {
        var pod = TestPods.Pod(TestPods.App("a"));
        await SyncAsync(pod);
        pod = pod with { Metadata = pod.Metadata with { DeletionTimestamp = new Time(_time.GetUtcNow()), DeletionGracePeriodSeconds = 7 } };

        await _runtime.KillAsync(pod, await RefreshAsync(), null, TestContext.Current.CancellationToken);

        Assert.Contains("Stop a-0 7", _cri.Calls);
    }

    [Fact]
    public async Task LostSandboxIsReplaced()
    {
        var pod = TestPods.Pod(TestPods.App("a"));
        await SyncAsync(pod);
        _cri.Exit("a", 137);
        await _cri.StopPodSandboxAsync("s0", TestContext.Current.CancellationToken);

        await SyncAsync(pod);

        Assert.Equal(2, _cri.Calls.Count(static call => call == "Run sandbox"));
        Assert.Contains("SandboxChanged: Pod sandbox changed, it will be killed and re-created.", _recorder.Told);
    }

    private async Task<SyncOutcome> SyncAsync(Pod pod) =>
        await _runtime.SyncAsync(pod, await RefreshAsync(), _state, MountedVolumes.None, TestContext.Current.CancellationToken);

    private Task<RuntimePodStatus> RefreshAsync() => _cache.RefreshAsync(TestPods.Uid, TestContext.Current.CancellationToken);
}
