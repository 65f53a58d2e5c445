using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Scheduler.Plugins;

namespace KubeSharp.Scheduler.Snapshot;

/// <summary>
/// All nodes as columns: one array per number, indexed by slot, so that a filter or a score runs over plain memory. A node keeps its slot as long
/// as it lives; freed slots are used again. Owned by the scheduling loop: nothing here is thread-safe.
/// <code>
/// slot      0        1        2
/// Names     node-a   (free)   node-c
/// AllocCpu  4000     0        8000
/// UsedCpu   1200     0        0
/// </code>
/// Pods may arrive before their node: the slot then exists, but is not in <see cref="Present"/>.
/// </summary>
internal sealed class NodeTable
{
    private const int InitialCapacity = 64;

    private readonly Dictionary<string, int> _slots = [];
    private readonly Stack<int> _free = [];
    private readonly Dictionary<string, ResourceColumn> _scalars = [];
    private readonly Dictionary<string, TopologyColumn> _topologies = [];
    private readonly Dictionary<PodClassKey, PodClass> _classes = [];
    private readonly Dictionary<string, PlacedPod> _pods = [];
    private readonly SortedDictionary<int, int> _priorities = [];
    private readonly Dictionary<string, int> _imageNodes = [];
    private string[] _names = new string[InitialCapacity];
    private List<PodInfo>?[] _podsBySlot = new List<PodInfo>?[InitialCapacity];

    public ResourceColumn Cpu { get; } = new(InitialCapacity);

    public ResourceColumn Memory { get; } = new(InitialCapacity);

    public ResourceColumn EphemeralStorage { get; } = new(InitialCapacity);

    public ResourceColumn PodCount { get; } = new(InitialCapacity);

    public long[] NonZeroCpu { get; private set; } = new long[InitialCapacity];

    public long[] NonZeroMemory { get; private set; } = new long[InitialCapacity];

    public Node?[] Nodes { get; private set; } = new Node?[InitialCapacity];

    /// <summary>Host ports in use; null where there are none.</summary>
    public List<HostPort>?[] HostPorts { get; private set; } = new List<HostPort>?[InitialCapacity];

    /// <summary>Bytes of the images on each node, by every name they have.</summary>
    public Dictionary<string, long>?[] Images { get; private set; } = new Dictionary<string, long>?[InitialCapacity];

    /// <summary>Slots with a node that exists.</summary>
    public NodeBits Present { get; } = new(InitialCapacity);

    /// <summary>One more than the highest slot in use.</summary>
    public int SlotCount { get; private set; }

    public int NodeCount { get; private set; }

    /// <summary>Raised when a node comes, goes, or changes its labels, taints or schedulability: what is derived from them is stale.</summary>
    public long ShapeGeneration { get; private set; }

    public IReadOnlyCollection<PodClass> Classes => _classes.Values;

    public NamespaceLabels Namespaces { get; } = new();

    public VolumeTable Volumes { get; } = new();

    /// <summary>The lowest priority among placed pods; null if there are none.</summary>
    public int? LowestPriority => _priorities.Count == 0 ? null : _priorities.Keys.First();

    /// <summary>Null if no node and no pod ever named it.</summary>
    public ResourceColumn? Scalar(string resource) => _scalars.GetValueOrDefault(resource);

    /// <summary>The value of a label on every node, as numbers.</summary>
    public TopologyColumn Topology(string key)
    {
        if (!_topologies.TryGetValue(key, out var column))
        {
            _topologies[key] = column = new TopologyColumn(key);
        }

        column.Refresh(this);
        return column;
    }

    /// <summary>Number of nodes that have an image.</summary>
    public int NodesWithImage(string name) => _imageNodes.GetValueOrDefault(name);

    /// <summary>Takes a node in, or its new version, and tells what about it may help a waiting pod.</summary>
    public ClusterEvents SetNode(Node node)
    {
        var slot = SlotOf(node.Metadata.Name);
        var old = Nodes[slot];
        var events = ClusterEvents.None;
        if (old is null)
        {
            NodeCount++;
            Present[slot] = true;
            events = ClusterEvents.NodeAdded;
        }

        events |= old?.Metadata.Labels == node.Metadata.Labels ? ClusterEvents.None : ClusterEvents.NodeLabelsChanged;
        events |= old?.Spec.Taints == node.Spec.Taints && old.Spec.Unschedulable == node.Spec.Unschedulable ? ClusterEvents.None : ClusterEvents.NodeTaintsChanged;
        if (events != ClusterEvents.None)
        {
            ShapeGeneration++;
        }

        Nodes[slot] = node;
        if (old?.Status.Allocatable != node.Status.Allocatable)
        {
            events |= ClusterEvents.NodeAllocatableChanged;
            SetAllocatable(slot, node.Status.Allocatable);
        }

        if (old?.Status.Images != node.Status.Images)
        {
            SetImages(slot, node.Status.Images);
        }

        return events;
    }

    public void RemoveNode(string name)
    {
        if (!_slots.TryGetValue(name, out var slot) || Nodes[slot] is null)
        {
            return;
        }

        NodeCount--;
        ShapeGeneration++;
        Present[slot] = false;
        Nodes[slot] = null;
        SetAllocatable(slot, default);
        SetImages(slot, default);
        FreeIfUnused(slot);
    }

    /// <summary>Counts a placed pod on its node. A pod that is there already is replaced.</summary>
    public void SetPod(PodInfo pod, string nodeName)
    {
        RemovePod(pod.UID);
        var slot = SlotOf(nodeName);
        var podClass = ClassOf(pod);
        _pods[pod.UID] = new PlacedPod(pod, slot, podClass);
        (_podsBySlot[slot] ??= []).Add(pod);
        _priorities[pod.Priority] = _priorities.GetValueOrDefault(pod.Priority) + 1;
        Count(pod, slot, 1);
        podClass.Add(slot);
        Volumes.AddUser(pod);
        if (pod.HostPorts.Count > 0)
        {
            (HostPorts[slot] ??= []).AddRange(pod.HostPorts);
        }
    }

    public void RemovePod(string uid)
    {
        if (!_pods.Remove(uid, out var placed))
        {
            return;
        }

        var (pod, slot, podClass) = placed;
        _podsBySlot[slot]!.Remove(pod);
        if (--_priorities[pod.Priority] == 0)
        {
            _priorities.Remove(pod.Priority);
        }

        Count(pod, slot, -1);
        Volumes.RemoveUser(pod);
        foreach (var port in pod.HostPorts)
        {
            HostPorts[slot]!.Remove(port);
        }

        podClass.Remove(slot);
        if (podClass.IsEmpty)
        {
            _classes.Remove(podClass.Key);
        }

        FreeIfUnused(slot);
    }

    /// <summary>The placed pod of a uid; null if none is.</summary>
    public PodInfo? FindPod(string uid) => _pods.TryGetValue(uid, out var placed) ? placed.Pod : null;

    /// <summary>All placed pods of a node.</summary>
    public IReadOnlyList<PodInfo> PodsOn(int slot) => _podsBySlot[slot] ?? [];

    /// <summary>The slot of a node that exists; -1 if it does not.</summary>
    public int FindSlot(string nodeName) => _slots.TryGetValue(nodeName, out var slot) && Present[slot] ? slot : -1;

    private PodClass ClassOf(PodInfo pod)
    {
        var key = pod.ClassKey;
        if (!_classes.TryGetValue(key, out var podClass))
        {
            _classes[key] = podClass = new PodClass(key);
        }

        return podClass;
    }

    private void Count(PodInfo pod, int slot, int sign)
    {
        Cpu.Used[slot] += sign * pod.Requests.MilliCpu;
        Memory.Used[slot] += sign * pod.Requests.Memory;
        EphemeralStorage.Used[slot] += sign * pod.Requests.EphemeralStorage;
        PodCount.Used[slot] += sign;
        NonZeroCpu[slot] += sign * pod.Requests.NonZeroMilliCpu;
        NonZeroMemory[slot] += sign * pod.Requests.NonZeroMemory;
        foreach (var (name, amount) in pod.Requests.Scalars)
        {
            ScalarColumn(name).Used[slot] += sign * amount;
        }
    }

    private void SetAllocatable(int slot, ApiMap<Quantity> allocatable)
    {
        foreach (var column in _scalars.Values)
        {
            column.Allocatable[slot] = 0;
        }

        Cpu.Allocatable[slot] = Memory.Allocatable[slot] = EphemeralStorage.Allocatable[slot] = PodCount.Allocatable[slot] = 0;
        foreach (var (name, quantity) in allocatable)
        {
            var column = name switch
            {
                "cpu" => Cpu,
                "memory" => Memory,
                "ephemeral-storage" => EphemeralStorage,
                "pods" => PodCount,
                _ => ScalarColumn(name),
            };
            column.Allocatable[slot] = PodRequests.Amount(name, quantity);
        }
    }

    private void SetImages(int slot, ApiList<ContainerImage> images)
    {
        foreach (var name in Images[slot]?.Keys ?? Enumerable.Empty<string>())
        {
            _imageNodes[name]--;
        }

        Images[slot] = null;
        foreach (var image in images)
        {
            foreach (var name in image.Names)
            {
                if ((Images[slot] ??= []).TryAdd(name, image.SizeBytes))
                {
                    _imageNodes[name] = _imageNodes.GetValueOrDefault(name) + 1;
                }
            }
        }
    }

    private readonly record struct PlacedPod(PodInfo Pod, int Slot, PodClass Class);

    private ResourceColumn ScalarColumn(string name)
    {
        if (!_scalars.TryGetValue(name, out var column))
        {
            _scalars[name] = column = new ResourceColumn(Nodes.Length);
        }

        return column;
    }

    private int SlotOf(string name)
    {
        if (_slots.TryGetValue(name, out var slot))
        {
            return slot;
        }

        if (!_free.TryPop(out slot))
        {
            slot = SlotCount++;
            if (slot == Nodes.Length)
            {
                Grow();
            }
        }

        _slots[name] = slot;
        _names[slot] = name;
        return slot;
    }

    private void FreeIfUnused(int slot)
    {
        if (Nodes[slot] is null && PodCount.Used[slot] == 0)
        {
            _slots.Remove(_names[slot]);
            _free.Push(slot);
        }
    }

    private void Grow()
    {
        var capacity = Nodes.Length * 2;
        foreach (var column in _scalars.Values.Concat([Cpu, Memory, EphemeralStorage, PodCount]))
        {
            column.Grow(capacity);
        }

        NonZeroCpu = Resize(NonZeroCpu, capacity);
        NonZeroMemory = Resize(NonZeroMemory, capacity);
        Nodes = Resize(Nodes, capacity);
        HostPorts = Resize(HostPorts, capacity);
        Images = Resize(Images, capacity);
        _names = Resize(_names, capacity);
        _podsBySlot = Resize(_podsBySlot, capacity);
    }

    private static T[] Resize<T>(T[] array, int capacity)
    {
        Array.Resize(ref array, capacity);
        return array;
    }
}
