using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Events;
using KubeSharp.Kubelet.Eviction;
using KubeSharp.Kubelet.Images;
using KubeSharp.Kubelet.Networking;
using KubeSharp.Kubelet.Nodes;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.PodSources;
using KubeSharp.Kubelet.PodStatuses;
using KubeSharp.Kubelet.PodWorkers;
using KubeSharp.Kubelet.Probes;
using KubeSharp.Kubelet.Resources;
using KubeSharp.Kubelet.Runtime;
using KubeSharp.Kubelet.Volumes;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet;

/// <summary>The parts of one kubelet, made in order of their needs and run together.</summary>
internal sealed class KubeletHost : IAsyncDisposable
{
    private readonly KubeletOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly TimeProvider _time;
    private readonly InformerFactory _informers;
    private readonly EventRecorder _recorder;
    private readonly RuntimeHealth _health;
    private readonly ImageGarbage _images;
    private readonly ContainerHttp _http = new();
    private readonly VolumeMounter _volumes;
    private readonly StatusWriter _statuses;
    private readonly Pleg _pleg;
    private readonly NodeReporter _node;
    private readonly NodeLease _lease;
    private readonly PodEvictor _evictor;
    private readonly PodWorkerPool _pool;
    private readonly Housekeeping _housekeeping;
    private readonly ImagePuller _puller;
    private readonly PodCgroups? _cgroups;
    private readonly NodeResources _resources;
    private readonly List<Func<CancellationToken, Task>> _sources = [];

    private KubeletHost(KubeletOptions options, KubeClient client, ICriClient runtime, MachineInfo machine, ICgroups? cgroups, bool unified, ILoggerFactory loggers, TimeProvider time)
    {
        (_options, _loggers, _time) = (options, loggers, time);
        Runtime = runtime;
        Paths = new PodPaths(options.RootDir, options.PodLogsDir);
        Cache = new PodStatusCache(runtime);
        Pods = new NodePods(Cache);
        _resources = NodeResources.Of(machine, options);
        var addresses = NodeAddresses.Find(options.NodeIPs);
        _informers = new InformerFactory(client, loggers, time);
        var services = _informers.Get<Service>();
        _recorder = new EventRecorder(
            client, new EventSource { Component = "kubelet", Host = options.NodeName }, time, loggers.CreateLogger<EventRecorder>());
        var events = new PodEvents(_recorder);
        _health = new RuntimeHealth(runtime, time, loggers.CreateLogger<RuntimeHealth>());
        _images = new ImageGarbage(runtime, options, time, loggers.CreateLogger<ImageGarbage>());
        _statuses = new StatusWriter(client, time, loggers.CreateLogger<StatusWriter>());
        _volumes = new VolumeMounter(client, Paths, () => _resources.Allocatable, loggers, time);
        _cgroups = cgroups is null ? null : new PodCgroups(cgroups, options.CgroupRoot, options.CPUCFSQuota, options.PodPidsLimit);
        _puller = new ImagePuller(
            runtime, new PullSecrets(client), events, options.SerializeImagePulls ? 1 : options.MaxParallelImagePulls, time);

        var signals = new EvictionSignals(options.RootDir, () => _images.FileSystem);
        _evictor = new PodEvictor(
            [.. options.EvictionHard.Select(static pair => EvictionThreshold.Parse(pair.Key, pair.Value))],
            signals, Pods.Active, pod => _cgroups?.WorkingSet(pod), token => _images.FreeAsync(long.MaxValue, token),
            (uid, ending, grace) => _pool!.End(uid, ending, grace), events, () => _node!.Wake(),
            options.EvictionPressureTransitionPeriod, time, loggers.CreateLogger<PodEvictor>());
        _pleg = new Pleg(runtime, Cache, uid => _pool!.Changed(uid), time, loggers.CreateLogger<Pleg>());
        var nodeStatus = new NodeStatusBuilder(
            options, machine, _resources, _health, () => _pleg.Problem, () => _evictor.Pressure, () => _images.Images, addresses, time);
        _node = new NodeReporter(client, options, machine, nodeStatus, _recorder, time, loggers.CreateLogger<NodeReporter>());
        _lease = new NodeLease(client, options, () => _node.Node, time, loggers.CreateLogger<NodeLease>());
        _health.Changed += _node.Wake;

        var probeResults = new ProbeResults();
        var podRuntime = CreatePodRuntime(client, runtime, machine, unified, services, probeResults, events);
        var workerServices = new PodWorkerServices
        {
            Runtime = podRuntime,
            Cache = Cache,
            DeadContainers = new DeadContainers(runtime, podRuntime, options.ContainerLogsDir, options.MaxPerPodContainerCount),
            Volumes = _volumes,
            Cgroups = _cgroups,
            Prober = new Prober(runtime, _http),
            ProbeResults = probeResults,
            Statuses = _statuses,
            Mirrors = new MirrorPods(client, () => _node.Node, loggers.CreateLogger<MirrorPods>()),
            Events = events,
            Paths = Paths,
            HostIPs = () => addresses,
            NetworkProblem = () => _health.NetworkProblem,
            RuntimeName = () => _health.RuntimeName,
            Changed = uid => _pool!.Changed(uid),
            SyncFrequency = options.SyncFrequency,
            Time = time,
            Loggers = loggers,
        };
        var admission = new PodAdmission(() => _node.Node, () => _resources.Allocatable, () => _evictor.Pressure, new SysctlPolicy(options.AllowedUnsafeSysctls));
        _pool = new PodWorkerPool(workerServices, Pods, admission, SourceNames(options), loggers.CreateLogger<PodWorkerPool>());
        _housekeeping = new Housekeeping(_pool, workerServices, loggers.CreateLogger<Housekeeping>());
        AddSources();
    }

    public ICriClient Runtime { get; }

    public PodPaths Paths { get; }

    public PodStatusCache Cache { get; }

    public NodePods Pods { get; }

    public NodeResources Resources => _resources;

    /// <summary>Why pods are not looked after at present; null when they are.</summary>
    public string? Problem => _pleg.Problem;

    public static async Task<KubeletHost> CreateAsync(
        KubeletOptions options, KubeClient client, ICriClient runtime, MachineInfo machine, ILoggerFactory loggers, TimeProvider time,
        CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.RootDir, UnixFileModes.PrivateDirectory);
        Directory.CreateDirectory(options.PodLogsDir, UnixFileModes.PublicDirectory);
        var hierarchy = CgroupHierarchy.Parse(await File.ReadAllTextAsync("/proc/self/mountinfo", cancellationToken).ConfigureAwait(false));
        var cgroups = options.CgroupsPerQOS
            ? await CgroupDrivers.ChooseAsync(runtime, options.CgroupDriver, hierarchy, time, cancellationToken).ConfigureAwait(false)
            : null;
        return new KubeletHost(options, client, runtime, machine, cgroups, hierarchy.Unified, loggers, time);
    }

    /// <summary>
    /// 1. Node, runtime and API. 2. When the runtime has been listed, pods. 3. When the sources have told everything, what is left over.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var loops = new List<Task>();
        try
        {
            if (_cgroups is not null)
            {
                await _cgroups.EnsureTreeAsync(_resources.Allocatable, cancellationToken).ConfigureAwait(false);
            }
            KubeletMetrics.NodeName.WithLabels(_options.NodeName).Set(1);
            loops.Add(_recorder.RunAsync(stop.Token));
            loops.Add(_health.RunAsync(stop.Token));
            loops.Add(_images.RunAsync(stop.Token));
            loops.Add(_volumes.RunAsync(stop.Token));
            loops.Add(_statuses.RunAsync(stop.Token));
            loops.Add(_pleg.RunAsync(stop.Token));
            loops.Add(_node.RunAsync(stop.Token));
            loops.Add(_lease.RunAsync(stop.Token));
            loops.Add(_evictor.RunAsync(stop.Token));
            loops.Add(RunPodsAsync(stop.Token));
            // The first to end is one that failed: the others have no reason to.
            await (await Task.WhenAny(loops).ConfigureAwait(false)).ConfigureAwait(false);
            await Task.WhenAll(loops).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping is how it ends.
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _pool.StopAsync().ConfigureAwait(false);
        await _informers.DisposeAsync().ConfigureAwait(false);
        await _volumes.DisposeAsync().ConfigureAwait(false);
        _statuses.Dispose();
        _puller.Dispose();
        _http.Dispose();
    }

    private async Task RunPodsAsync(CancellationToken cancellationToken)
    {
        // Before the runtime was listed, every running pod would look as if it had to be started.
        await _pleg.Synced.WaitAsync(cancellationToken).ConfigureAwait(false);
        _informers.Start();
        var sources = Task.WhenAll(_sources.Select(source => source(cancellationToken)));
        await _pool.SourcesReady.WaitAsync(cancellationToken).ConfigureAwait(false);
        await _housekeeping.RunAsync(cancellationToken).ConfigureAwait(false);
        await sources.ConfigureAwait(false);
    }

    private PodRuntime CreatePodRuntime(
        KubeClient client, ICriClient runtime, MachineInfo machine, bool unified, Informer<Service> services, ProbeResults probeResults, PodEvents events)
    {
        var profiles = new Security.SecurityProfiles(Path.Combine(_options.RootDir, "seccomp"), _options.SeccompDefault);
        var dns = new PodDns(_options.ClusterDNS, _options.ClusterDomain, _options.ResolvConf);
        var sandboxes = new SandboxConfigBuilder(dns, Paths, _cgroups, profiles, _options.ClusterDomain, _options.CPUCFSQuota);
        var configs = new ContainerConfigBuilder(
            new ContainerEnv.EnvBuilder(client, services.Store.List, () => _resources.Allocatable),
            new ContainerMounts(Paths, new SubPaths(Paths), _options.ClusterDomain),
            new ContainerResourcesMapper(_options.CPUCFSQuota, unified, swapAccounting: false, machine.MemoryBytes),
            new Security.ContainerSecurityMapper(profiles),
            Paths);
        var hooks = new Hooks.HookRunner(runtime, _http, _time);
        var killer = new ContainerKiller(runtime, Cache, hooks, events, _time);
        var backoff = new KeyedBackoff(TimeSpan.FromSeconds(10), _options.MaxContainerRestartPeriod, _time);
        var starter = new ContainerStarter(
            runtime, _puller, configs, hooks, killer, backoff, events, Paths, _options.ContainerLogsDir, _loggers.CreateLogger<ContainerStarter>());
        return new PodRuntime(
            runtime, Cache, sandboxes, starter, killer, probeResults, new RuntimeHandlers(client), events, _time, _loggers.CreateLogger<PodRuntime>());
    }

    private void AddSources()
    {
        var api = new ApiPodSource(_informers, _options.NodeName, _pool);
        _sources.Add(token =>
        {
            api.Attach();
            return api.RunAsync(token);
        });
        var nodes = _informers.Get(new InformerOptions<Node> { FieldSelector = $"metadata.name={_options.NodeName}" });
        nodes.AddHandler(new InformerHandler<Node> { Added = _node.Observe, Updated = (_, node) => _node.Observe(node) });
        var manifests = new StaticPods(_options.NodeName);
        if (_options.StaticPodPath.Length > 0)
        {
            _sources.Add(new FilePodSource(
                _options.StaticPodPath, _options.FileCheckFrequency, manifests, _pool, _time, _loggers.CreateLogger<FilePodSource>()).RunAsync);
        }
        if (_options.StaticPodURL.Length > 0)
        {
            _sources.Add(new UrlPodSource(
                _options.StaticPodURL, _options.StaticPodURLHeader, _options.HTTPCheckFrequency, manifests, _pool, _time,
                _loggers.CreateLogger<UrlPodSource>()).RunAsync);
        }
    }

    private static HashSet<string> SourceNames(KubeletOptions options)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { ApiPodSource.Name };
        if (options.StaticPodPath.Length > 0)
        {
            names.Add(FilePodSource.Name);
        }
        if (options.StaticPodURL.Length > 0)
        {
            names.Add(UrlPodSource.Name);
        }
        return names;
    }
}
