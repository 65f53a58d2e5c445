using Grpc.Core;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Native;
using KubeSharp.Kubelet.Pods;

namespace KubeSharp.Kubelet.Stats;

/// <summary>Measures the node and its pods: containers by the runtime, networks and the machine by /proc.</summary>
internal sealed class UsageReader(ICriClient runtime, PodPaths paths, TimeProvider time)
{
    private const string PodNameLabel = "io.kubernetes.pod.name";
    private const string PodNamespaceLabel = "io.kubernetes.pod.namespace";
    private const string PodUidLabel = "io.kubernetes.pod.uid";
    private const string ContainerNameLabel = "io.kubernetes.container.name";

    /// <summary>Several readers ask for the same figures within a scrape; they share one look.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly CpuRates _rates = new();
    private readonly PodNetworkReader _networks = new(runtime, time);
    private UsageSummary? _last;
    private string? _imageFsPath;

    /// <exception cref="RpcException">The runtime does not answer.</exception>
    public async ValueTask<UsageSummary> ReadAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_last is null || time.GetUtcNow() - _last.Time >= Freshness)
            {
                _last = await MeasureAsync(cancellationToken);
            }

            return _last;
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<UsageSummary> MeasureAsync(CancellationToken cancellationToken)
    {
        _imageFsPath ??= await ImageFsPathAsync(cancellationToken);
        var node = new NodeUsageReader(paths.RootDir, _rates, time).Read(_imageFsPath);
        var sandboxes = await runtime.ListPodSandboxesAsync(
            new PodSandboxFilter { State = new PodSandboxStateValue { State = PodSandboxState.SandboxReady } }, cancellationToken);
        var containers = (await runtime.ListContainersAsync(
            new ContainerFilter { State = new ContainerStateValue { State = Cri.ContainerState.ContainerRunning } }, cancellationToken))
            .ToDictionary(container => container.Id);
        var stats = await runtime.ListContainerStatsAsync(null, cancellationToken);
        var bySandbox = stats
            .Where(one => containers.ContainsKey(one.Attributes.Id))
            .ToLookup(one => containers[one.Attributes.Id].PodSandboxId);

        var pods = new List<PodUsage>(sandboxes.Count);
        foreach (var sandbox in sandboxes.Where(sandbox => sandbox.Labels.ContainsKey(PodUidLabel)))
        {
            var usages = bySandbox[sandbox.Id].Select(one => Usage(one, containers[one.Attributes.Id], node.ImageFs)).ToArray();
            pods.Add(new PodUsage(
                sandbox.Labels.TryGetValue(PodNamespaceLabel, out var ns) ? ns : sandbox.Metadata.Namespace,
                sandbox.Labels.TryGetValue(PodNameLabel, out var name) ? name : sandbox.Metadata.Name,
                sandbox.Labels[PodUidLabel],
                FromNanoseconds(sandbox.CreatedAt),
                usages)
            {
                Cpu = SumCpu(usages),
                Memory = SumMemory(usages),
                Network = await _networks.ReadAsync(sandbox.Id, cancellationToken),
            });
        }

        _rates.Keep(new HashSet<string>(containers.Keys.Append("node"), StringComparer.Ordinal));
        _networks.Keep(sandboxes.Select(sandbox => sandbox.Id).ToHashSet(StringComparer.Ordinal));
        return new UsageSummary(time.GetUtcNow(), node, pods);
    }

    internal ContainerUsage Usage(ContainerStats stats, Cri.Container container, FsStats? imageFs)
    {
        var id = stats.Attributes.Id;
        return new ContainerUsage(
            stats.Attributes.Labels.TryGetValue(ContainerNameLabel, out var name) ? name : stats.Attributes.Metadata.Name,
            id,
            container.ImageRef,
            FromNanoseconds(container.CreatedAt))
        {
            Cpu = stats.Cpu is { UsageCoreNanoSeconds: { } usage } cpu ? Cpu(id, FromNanoseconds(cpu.Timestamp), (long)usage.Value, cpu.UsageNanoCores) : null,
            Memory = stats.Memory is { } memory
                ? new MemoryStats(FromNanoseconds(memory.Timestamp))
                {
                    Available = (long?)memory.AvailableBytes?.Value,
                    Usage = (long?)memory.UsageBytes?.Value,
                    WorkingSet = (long?)memory.WorkingSetBytes?.Value,
                    Rss = (long?)memory.RssBytes?.Value,
                    PageFaults = (long?)memory.PageFaults?.Value,
                    MajorPageFaults = (long?)memory.MajorPageFaults?.Value,
                }
                : null,
            Rootfs = stats.WritableLayer is { } layer && imageFs is not null
                ? new FsStats(FromNanoseconds(layer.Timestamp), imageFs.FileSystem, (long?)layer.UsedBytes?.Value, (long?)layer.InodesUsed?.Value)
                : null,
            Logs = Logs(stats),
        };
    }

    private CpuStats Cpu(string id, DateTimeOffset at, long usage, UInt64Value? rate)
    {
        var own = _rates.Add(id, at, usage);
        return new CpuStats(at, usage, rate is null ? own : (long)rate.Value);
    }

    private FsStats? Logs(ContainerStats stats)
    {
        var labels = stats.Attributes.Labels;
        if (!labels.TryGetValue(PodUidLabel, out var uid) || !labels.TryGetValue(PodNameLabel, out var pod) || !labels.TryGetValue(PodNamespaceLabel, out var ns)
            || !labels.TryGetValue(ContainerNameLabel, out var container))
        {
            return null;
        }

        var directory = new DirectoryInfo(Path.Combine(paths.PodLogs(ns, pod, uid), container));
        if (!directory.Exists || FileSystemUsage.Of(directory.FullName) is not { } fileSystem)
        {
            return null;
        }

        var files = directory.GetFiles();
        return new FsStats(time.GetUtcNow(), fileSystem, files.Sum(file => file.Length), files.Length + 1);
    }

    private async Task<string?> ImageFsPathAsync(CancellationToken cancellationToken)
    {
        try
        {
            var info = await runtime.ImageFsInfoAsync(cancellationToken);
            return info.ImageFilesystems.FirstOrDefault()?.FsId?.Mountpoint;
        }
        catch (RpcException)
        {
            return null;
        }
    }

    private static CpuStats? SumCpu(ContainerUsage[] usages)
    {
        var all = usages.Select(usage => usage.Cpu).OfType<CpuStats>().ToArray();
        return all.Length == 0
            ? null
            : new CpuStats(
                all.Max(cpu => cpu.Time),
                all.Sum(cpu => cpu.UsageCoreNanoSeconds),
                all.All(cpu => cpu.UsageNanoCores is null) ? null : all.Sum(cpu => cpu.UsageNanoCores ?? 0));
    }

    private static MemoryStats? SumMemory(ContainerUsage[] usages)
    {
        var all = usages.Select(usage => usage.Memory).OfType<MemoryStats>().ToArray();
        return all.Length == 0
            ? null
            : new MemoryStats(all.Max(memory => memory.Time))
            {
                Usage = all.Sum(memory => memory.Usage ?? 0),
                WorkingSet = all.Sum(memory => memory.WorkingSet ?? 0),
                Rss = all.Sum(memory => memory.Rss ?? 0),
                PageFaults = all.Sum(memory => memory.PageFaults ?? 0),
                MajorPageFaults = all.Sum(memory => memory.MajorPageFaults ?? 0),
            };
    }

    private static DateTimeOffset FromNanoseconds(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
}
