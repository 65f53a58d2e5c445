using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Native;

namespace KubeSharp.Kubelet.Nodes;

/// <summary>What the node has, and what of it pods may have.</summary>
internal sealed class NodeResources
{
    private NodeResources(ApiMap<Quantity> capacity, ApiMap<Quantity> allocatable)
    {
        Capacity = capacity;
        Allocatable = allocatable;
    }

    public ApiMap<Quantity> Capacity { get; }

    public ApiMap<Quantity> Allocatable { get; }

    public static NodeResources Of(MachineInfo machine, KubeletOptions options)
    {
        var storage = FileSystemUsage.Of(options.RootDir)?.CapacityBytes ?? 0;
        var capacity = ApiMap<Quantity>.From(
        [
            new(ResourceName.ResourceCPU, new Quantity(machine.Cpus)),
            new(ResourceName.ResourceMemory, new Quantity(machine.MemoryBytes, QuantityFormat.BinarySI)),
            new(ResourceName.ResourceEphemeralStorage, new Quantity(storage, QuantityFormat.BinarySI)),
            new(ResourceName.ResourcePods, new Quantity(options.MaxPods)),
        ]);
        foreach (var (name, quantity) in HugePages())
        {
            capacity = capacity.Set(name, quantity);
        }
        var allocatable = capacity;
        foreach (var (name, quantity) in capacity)
        {
            var left = quantity - Reserved(options.SystemReserved, name) - Reserved(options.KubeReserved, name) - EvictionReserve(options, name, quantity);
            allocatable = allocatable.Set(name, left.Sign < 0 ? new Quantity(0, quantity.Format) : left);
        }
        // Huge pages are taken from memory for good.
        foreach (var (name, quantity) in HugePages())
        {
            allocatable = allocatable.Set(ResourceName.ResourceMemory, allocatable[ResourceName.ResourceMemory] - quantity);
        }
        return new NodeResources(capacity, allocatable);
    }

    private static Quantity Reserved(IReadOnlyDictionary<string, Quantity> reserved, string name) =>
        reserved.TryGetValue(name, out var quantity) ? quantity : Quantity.Zero;

    /// <summary>What hard eviction keeps free is not there for pods.</summary>
    private static Quantity EvictionReserve(KubeletOptions options, string name, Quantity capacity)
    {
        var signal = name switch
        {
            ResourceName.ResourceMemory => "memory.available",
            ResourceName.ResourceEphemeralStorage => "nodefs.available",
            _ => "",
        };
        return options.EvictionHard.TryGetValue(signal, out var threshold)
            ? new Quantity(Eviction.EvictionThreshold.Parse(signal, threshold).Bytes(capacity.Value), QuantityFormat.BinarySI)
            : Quantity.Zero;
    }

    private static IEnumerable<(string Name, Quantity Quantity)> HugePages()
    {
        const string Root = "/sys/kernel/mm/hugepages";
        if (!Directory.Exists(Root))
        {
            yield break;
        }
        foreach (var directory in Directory.EnumerateDirectories(Root, "hugepages-*kB"))
        {
            var size = Path.GetFileName(directory)["hugepages-".Length..^"kB".Length];
            if (long.TryParse(size, out var kilobytes) && File.Exists(Path.Combine(directory, "nr_hugepages"))
                && long.TryParse(File.ReadAllText(Path.Combine(directory, "nr_hugepages")).Trim(), out var pages))
            {
                var unit = new Quantity(kilobytes * 1024, QuantityFormat.BinarySI);
                yield return ($"{Constants.ResourceHugePagesPrefix}{unit}", new Quantity(kilobytes * 1024 * pages, QuantityFormat.BinarySI));
            }
        }
    }
}
