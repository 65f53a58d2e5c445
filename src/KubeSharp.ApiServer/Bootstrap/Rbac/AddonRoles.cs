using static KubeSharp.ApiServer.Bootstrap.Rbac.Rules;

namespace KubeSharp.ApiServer.Bootstrap.Rbac;

/// <summary>Roles of what a bare machine is given besides Kubernetes' own components; all are bound to one user.</summary>
internal static class AddonRoles
{
    public static IReadOnlyList<DefaultRole> All { get; } =
    [
        new("kubesharp:node-network", Allow(Read, "core", "nodes")),
        new("kubesharp:cluster-dns", Allow(Read, "core", "services"), Allow(Read, "discovery.k8s.io", "endpointslices")),
        new(
            "kubesharp:local-path",
            Allow("get list watch create delete", "core", "persistentvolumes"),
            Allow(Read, "core", "persistentvolumeclaims"),
            Allow("get list watch create", "storage.k8s.io", "storageclasses"),
            Events),

        // Nobody may grant what he does not have: the component publishes a role that lets users read metrics.
        new(
            "kubesharp:resource-metrics",
            Allow(Read, "core", "nodes pods"),
            Allow("get", "core", "nodes/proxy"),
            Allow("get create update", "apiregistration.k8s.io", "apiservices"),
            Allow("get create", "rbac.authorization.k8s.io", "clusterroles"),
            Allow(Read, "metrics.k8s.io", "nodes pods")),
    ];

    /// <summary>In kube-system: DNS and metrics publish themselves as services there.</summary>
    public static DefaultRole Publisher { get; } = new(
        "kubesharp:addon-services",
        Allow("get create update", "core", "services"),
        Allow("get create update", "discovery.k8s.io", "endpointslices"))
    { Namespace = "kube-system" };
}
