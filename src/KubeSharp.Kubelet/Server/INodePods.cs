using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.Server;

/// <summary>The pods of this node as the kubelet's server shows them: what the sources want, with the newest status.</summary>
internal interface INodePods
{
    /// <summary>All pods that the sources want, static ones included.</summary>
    IReadOnlyList<Pod> List();

    /// <summary>The pod of this name, or null. A static pod goes by its own uid, not its mirror's.</summary>
    Pod? Find(string ns, string name);

    /// <summary>The pod of this uid (a mirror pod's uid finds its static pod), or null.</summary>
    Pod? FindByUid(string uid);

    /// <summary>The runtime's id of the container's newest instance, or null where none was created yet.</summary>
    string? ContainerId(string podUid, string container);

    /// <summary>The runtime's id of the instance before the newest, or null.</summary>
    string? PreviousContainerId(string podUid, string container);

    /// <summary>The runtime's id of the pod's newest sandbox, or null.</summary>
    string? SandboxId(string podUid);
}
