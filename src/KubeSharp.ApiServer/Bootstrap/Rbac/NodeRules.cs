using KubeSharp.Api;
using KubeSharp.Api.Rbac.V1;
using static KubeSharp.ApiServer.Bootstrap.Rbac.Rules;

namespace KubeSharp.ApiServer.Bootstrap.Rbac;

/// <summary>
/// What a node may ask at all. The Node authorizer narrows secrets, config maps, volumes and tokens to those of the node's pods, and
/// the NodeRestriction plugin narrows the writes.
/// </summary>
internal static class NodeRules
{
    public static ApiList<PolicyRule> All { get; } =
    [
        Allow("create", "authentication.k8s.io", "tokenreviews"),
        Allow("create", "authorization.k8s.io", "subjectaccessreviews localsubjectaccessreviews"),
        Allow(Read, "core", "services"),
        Allow("create get list watch", "core", "nodes"),
        Allow("update patch", "core", "nodes/status"),
        Allow("update patch", "core", "nodes"),
        Allow("create update patch", "core events.k8s.io", "events"),
        Allow(Read, "core", "pods"),
        Allow("create delete", "core", "pods"),
        Allow("update patch", "core", "pods/status"),
        Allow("create", "core", "pods/eviction"),
        Allow("get list watch", "core", "secrets configmaps"),
        Allow("get", "core", "persistentvolumeclaims persistentvolumes"),
        Allow("get", "core", "endpoints"),
        Allow("create get list watch", "certificates.k8s.io", "certificatesigningrequests"),
        Allow("get create update patch delete", "coordination.k8s.io", "leases"),
        Allow("get", "storage.k8s.io", "volumeattachments"),
        Allow("get update patch", "core", "persistentvolumeclaims/status"),
        Allow("create", "core", "serviceaccounts/token"),
        Allow("get watch list", "storage.k8s.io", "csidrivers"),
        Allow("get create update patch delete", "storage.k8s.io", "csinodes"),
        Allow("get list watch", "node.k8s.io", "runtimeclasses"),
        Allow("get", "core", "serviceaccounts"),
        Allow("get", "resource.k8s.io", "resourceclaims"),
        Allow("deletecollection create get list patch update watch delete", "resource.k8s.io", "resourceslices"),
        Allow("get list watch", "certificates.k8s.io", "clustertrustbundles"),
    ];
}
