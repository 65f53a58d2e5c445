using static KubeSharp.ApiServer.Bootstrap.Rbac.Rules;

namespace KubeSharp.ApiServer.Bootstrap.Rbac;

/// <summary>Roles for people: admin, edit, view and what flows into them.</summary>
internal static class UserRoles
{
    public static IReadOnlyList<DefaultRole> All { get; } =
    [
        new("cluster-admin", Allow("*", "*", "*"), AllowUrls("*", "*")),
        new("admin") { AggregatesFrom = "admin" },
        new("edit") { AggregatesFrom = "edit", AggregatesTo = "admin" },
        new("view") { AggregatesFrom = "view", AggregatesTo = "edit" },
        new(
            "system:aggregate-to-admin",
            Allow("create", "authorization.k8s.io", "localsubjectaccessreviews"),
            Allow(ReadWrite, "rbac.authorization.k8s.io", "roles rolebindings"))
        { AggregatesTo = "admin" },
        new(
            "system:aggregate-to-edit",
            Allow(Read, "core", "pods/attach pods/proxy pods/exec pods/portforward secrets services/proxy"),
            Allow("impersonate", "core", "serviceaccounts"),
            Allow(Write, "core", "pods pods/attach pods/proxy pods/exec pods/portforward"),
            Allow("create", "core", "pods/eviction"),
            Allow(
                Write, "core",
                "replicationcontrollers replicationcontrollers/scale serviceaccounts services services/proxy persistentvolumeclaims configmaps secrets events"),
            Allow("create", "core", "serviceaccounts/token"),
            Allow(
                Write, "apps",
                "statefulsets statefulsets/scale daemonsets deployments deployments/scale deployments/rollback replicasets replicasets/scale"),
            Allow(Write, "autoscaling", "horizontalpodautoscalers"),
            Allow(Write, "batch", "jobs cronjobs"),
            Allow(
                Write, "extensions",
                "daemonsets deployments deployments/scale deployments/rollback ingresses replicasets replicasets/scale replicationcontrollers/scale networkpolicies"),
            Allow(Write, "policy", "poddisruptionbudgets"),
            Allow(Write, "networking.k8s.io", "networkpolicies ingresses"),
            Allow(ReadWrite, "coordination.k8s.io", "leases"),
            Allow(Write, "resource.k8s.io", "resourceclaims resourceclaimtemplates"))
        { AggregatesTo = "edit" },
        new(
            "system:aggregate-to-view",
            Allow(
                Read, "core",
                "pods replicationcontrollers replicationcontrollers/scale serviceaccounts services services/status endpoints persistentvolumeclaims persistentvolumeclaims/status configmaps"),
            Allow(
                Read, "core",
                "limitranges resourcequotas bindings events pods/status resourcequotas/status namespaces/status replicationcontrollers/status pods/log"),
            Allow(Read, "core", "namespaces"),
            Allow(Read, "discovery.k8s.io", "endpointslices"),
            Allow(
                Read, "apps",
                "controllerrevisions statefulsets statefulsets/status statefulsets/scale daemonsets daemonsets/status deployments deployments/status deployments/scale replicasets replicasets/status replicasets/scale"),
            Allow(Read, "autoscaling", "horizontalpodautoscalers horizontalpodautoscalers/status"),
            Allow(Read, "batch", "jobs cronjobs cronjobs/status jobs/status"),
            Allow(
                Read, "extensions",
                "daemonsets daemonsets/status deployments deployments/scale deployments/status ingresses ingresses/status replicasets replicasets/scale replicasets/status replicationcontrollers/scale networkpolicies"),
            Allow(Read, "policy", "poddisruptionbudgets poddisruptionbudgets/status"),
            Allow(Read, "networking.k8s.io", "networkpolicies ingresses ingresses/status"),
            Allow(Read, "resource.k8s.io", "resourceclaims resourceclaims/status resourceclaimtemplates"))
        { AggregatesTo = "view" },
    ];
}
