using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Scheduler.Snapshot;

/// <summary>
/// What makes two placed pods the same to affinity and spreading. The hash is taken once, over all labels: replicas of stateful sets and
/// indexed jobs differ in one label only, and would share the hash of the map itself.
/// </summary>
internal sealed class PodClassKey : IEquatable<PodClassKey>
{
    private readonly int _hash;

    public PodClassKey(Pod pod)
    {
        Namespace = pod.Metadata.Namespace;
        Labels = pod.Metadata.Labels;
        Affinity = pod.Spec.Affinity;
        Terminating = pod.Metadata.DeletionTimestamp is not null;
        var hash = default(HashCode);
        hash.Add(Namespace);
        hash.Add(Terminating);
        hash.Add(Affinity is null);
        foreach (var (name, value) in Labels)
        {
            hash.Add(name);
            hash.Add(value);
        }

        _hash = hash.ToHashCode();
    }

    public string Namespace { get; }

    public ApiMap<string> Labels { get; }

    public Affinity? Affinity { get; }

    public bool Terminating { get; }

    public bool Equals(PodClassKey? other) =>
        other is not null
        && _hash == other._hash
        && Terminating == other.Terminating
        && Namespace == other.Namespace
        && Labels == other.Labels
        && Affinity == other.Affinity;

    public override bool Equals(object? obj) => Equals(obj as PodClassKey);

    public override int GetHashCode() => _hash;
}
