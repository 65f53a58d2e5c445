using System.Collections.Concurrent;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.Runtime;
using KubeSharp.Kubelet.Server;

namespace KubeSharp.Kubelet.PodWorkers;

/// <summary>The pods that the sources want on this node, and the mirrors of the static ones.</summary>
internal sealed class NodePods(PodStatusCache cache) : INodePods
{
    private readonly ConcurrentDictionary<string, PodWorker> _byUid = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Pod> _mirrors = new(StringComparer.Ordinal);

    public IReadOnlyList<Pod> List() => [.. _byUid.Values.Select(static worker => worker.Pod)];

    public Pod? Find(string ns, string name) =>
        _byUid.Values.FirstOrDefault(worker => worker.Pod.Metadata is var metadata && metadata.Name == name && metadata.Namespace == ns)?.Pod;

    public Pod? FindByUid(string uid)
    {
        if (_byUid.TryGetValue(uid, out var worker))
        {
            return worker.Pod;
        }
        var mirror = _mirrors.Values.FirstOrDefault(mirror => mirror.Metadata.UID == uid);
        return mirror is null ? null : Find(mirror.Metadata.Namespace, mirror.Metadata.Name);
    }

    public string? ContainerId(string podUid, string container) => cache.Get(podUid).Latest(container)?.Id;

    public string? PreviousContainerId(string podUid, string container) => cache.Get(podUid).Previous(container)?.Id;

    public string? SandboxId(string podUid) => cache.Get(podUid).Sandboxes is [var newest, ..] ? newest.Id : null;

    public void Set(PodWorker worker) => _byUid[worker.Uid] = worker;

    public void Remove(string uid) => _byUid.TryRemove(uid, out _);

    public void SetMirror(Pod mirror) => _mirrors[mirror.FullName()] = mirror;

    public void RemoveMirror(Pod mirror)
    {
        if (_mirrors.TryGetValue(mirror.FullName(), out var known) && known.Metadata.UID == mirror.Metadata.UID)
        {
            _mirrors.TryRemove(mirror.FullName(), out _);
        }
    }

    public Pod? MirrorOf(Pod pod) => _mirrors.GetValueOrDefault(pod.FullName());

    public IReadOnlyCollection<Pod> Mirrors => [.. _mirrors.Values];

    /// <summary>The pods that count against the node's capacity.</summary>
    public IReadOnlyList<Pod> Active() => [.. _byUid.Values.Where(static worker => worker.IsActive).Select(static worker => worker.Pod)];

    /// <summary>The static pod of this name, or null.</summary>
    public PodWorker? StaticPod(string fullName) =>
        _byUid.Values.FirstOrDefault(worker => worker.Pod is var pod && pod.IsStatic() && pod.FullName() == fullName);
}
