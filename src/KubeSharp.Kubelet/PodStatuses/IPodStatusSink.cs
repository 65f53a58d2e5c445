using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.PodStatuses;

/// <summary>Takes pod statuses to where the cluster sees them.</summary>
internal interface IPodStatusSink
{
    /// <summary>
    /// Publishes a status. <paramref name="api"/> is the pod's object in the API: the mirror of a static pod; null while there is none.
    /// </summary>
    /// <param name="uid">The pod's own uid, by which it is known here.</param>
    /// <param name="api">Its object.</param>
    /// <param name="status">What to write.</param>
    /// <param name="finished">Nothing of the pod is left on this node: a deleted pod's object may go.</param>
    void Set(string uid, Pod? api, PodStatus status, bool finished);

    /// <summary>The pod is gone from the node.</summary>
    void Forget(string uid);
}
