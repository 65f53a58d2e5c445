using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Storage.V1;
using KubeSharp.Client;

namespace KubeSharp.Scheduler.Snapshot;

/// <summary>
/// Claims, volumes and classes as the API server tells of them, and on top what has been decided here and is being written.
/// </summary>
internal sealed class VolumeTable
{
    private readonly Dictionary<NamespacedName, PersistentVolumeClaim> _claims = [];
    private readonly Dictionary<string, PersistentVolume> _volumes = [];
    private readonly Dictionary<string, StorageClass> _classes = [];
    private readonly Dictionary<NamespacedName, int> _users = [];
    private readonly Dictionary<string, NamespacedName> _assumedClaims = [];
    private readonly Dictionary<NamespacedName, string> _assumedNodes = [];

    public IEnumerable<PersistentVolume> Volumes => _volumes.Values;

    public PersistentVolumeClaim? Claim(NamespacedName name) => _claims.GetValueOrDefault(name);

    public PersistentVolume? Volume(string name) => _volumes.GetValueOrDefault(name);

    public StorageClass? Class(string name) => _classes.GetValueOrDefault(name);

    /// <summary>Number of placed pods that use a claim.</summary>
    public int UsersOf(NamespacedName claim) => _users.GetValueOrDefault(claim);

    /// <summary>Whether the volume has been given to a claim by a decision that is being written.</summary>
    public bool IsTaken(PersistentVolume volume) => _assumedClaims.ContainsKey(volume.Metadata.Name);

    /// <summary>The node that a volume is to be made for; null if none has been selected.</summary>
    public string? SelectedNode(PersistentVolumeClaim claim) =>
        _assumedNodes.GetValueOrDefault(NamespacedName.Of(claim)) ?? claim.Metadata.Annotations.GetValueOrDefault(VolumeNames.SelectedNode);

    public void Set(PersistentVolumeClaim claim)
    {
        var name = NamespacedName.Of(claim);
        _claims[name] = claim;
        if (claim.Metadata.Annotations.ContainsKey(VolumeNames.SelectedNode))
        {
            _assumedNodes.Remove(name);
        }
    }

    public void Set(PersistentVolume volume)
    {
        _volumes[volume.Metadata.Name] = volume;
        if (volume.Spec.ClaimRef is not null)
        {
            _assumedClaims.Remove(volume.Metadata.Name);
        }
    }

    public void Set(StorageClass storageClass) => _classes[storageClass.Metadata.Name] = storageClass;

    public void RemoveClaim(NamespacedName name)
    {
        _claims.Remove(name);
        _assumedNodes.Remove(name);
    }

    public void RemoveVolume(string name)
    {
        _volumes.Remove(name);
        _assumedClaims.Remove(name);
    }

    public void RemoveClass(string name) => _classes.Remove(name);

    /// <summary>Counts on a plan before it is written, so that the next pod does.</summary>
    public void Assume(VolumePlan plan)
    {
        foreach (var (volume, claim) in plan.Static)
        {
            _assumedClaims[volume.Metadata.Name] = NamespacedName.Of(claim);
        }

        foreach (var claim in plan.Dynamic)
        {
            _assumedNodes[NamespacedName.Of(claim)] = plan.NodeName;
        }
    }

    /// <summary>Takes a plan back that could not be written.</summary>
    public void Forget(VolumePlan plan)
    {
        foreach (var (volume, _) in plan.Static)
        {
            _assumedClaims.Remove(volume.Metadata.Name);
        }

        foreach (var claim in plan.Dynamic)
        {
            _assumedNodes.Remove(NamespacedName.Of(claim));
        }
    }

    public void AddUser(PodInfo pod)
    {
        foreach (var claim in pod.Claims)
        {
            _users[claim.Name] = _users.GetValueOrDefault(claim.Name) + 1;
        }
    }

    public void RemoveUser(PodInfo pod)
    {
        foreach (var claim in pod.Claims)
        {
            if (--_users[claim.Name] == 0)
            {
                _users.Remove(claim.Name);
            }
        }
    }
}
