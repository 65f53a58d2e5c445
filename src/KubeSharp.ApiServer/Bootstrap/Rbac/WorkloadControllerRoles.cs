using static KubeSharp.ApiServer.Bootstrap.Rbac.ControllerRoles;
using static KubeSharp.ApiServer.Bootstrap.Rbac.Rules;

namespace KubeSharp.ApiServer.Bootstrap.Rbac;

/// <summary>Controllers of workloads, autoscaling and services.</summary>
internal static class WorkloadControllerRoles
{
    private const string AppsAndExtensions = "apps extensions";

    public static IReadOnlyList<DefaultRole> All { get; } =
    [
        Of(
            "cronjob-controller",
            Allow("get list watch update", "batch", "cronjobs"),
            Allow("get list watch create update delete patch", "batch", "jobs"),
            Allow("update", "batch", "cronjobs/status"),
            Allow("update", "batch", "cronjobs/finalizers"),
            Allow("list delete", "core", "pods"),
            Events),
        Of(
            "daemon-set-controller",
            Allow(Read, AppsAndExtensions, "daemonsets"),
            Allow("update", AppsAndExtensions, "daemonsets/status"),
            Allow("update", AppsAndExtensions, "daemonsets/finalizers"),
            Allow("list watch", "core", "nodes"),
            Allow("list watch create delete patch", "core", "pods"),
            Allow("create", "core", "pods/binding"),
            Allow("get list watch create delete update patch", "apps", "controllerrevisions"),
            Events),
        Of(
            "deployment-controller",
            Allow("get list watch update", AppsAndExtensions, "deployments"),
            Allow("update", AppsAndExtensions, "deployments/status"),
            Allow("update", AppsAndExtensions, "deployments/finalizers"),
            Allow("get list watch create update patch delete", AppsAndExtensions, "replicasets"),
            Allow("get list watch update", "core", "pods"),
            Events),
        Of(
            "disruption-controller",
            Allow(Read, AppsAndExtensions, "deployments"),
            Allow(Read, AppsAndExtensions, "replicasets"),
            Allow(Read, "core", "replicationcontrollers"),
            Allow(Read, "policy", "poddisruptionbudgets"),
            Allow(Read, "apps", "statefulsets"),
            Allow("update", "policy", "poddisruptionbudgets/status"),
            Allow("patch update", "core", "pods/status"),
            Allow("get", "*", "*/scale"),
            Events),
        Of(
            "horizontal-pod-autoscaler",
            Allow(Read, "autoscaling", "horizontalpodautoscalers"),
            Allow("update", "autoscaling", "horizontalpodautoscalers/status"),
            Allow("get update", "*", "*/scale"),
            Allow("list", "core", "pods"),
            Allow("list", "metrics.k8s.io", "pods"),
            Allow("get list", "custom.metrics.k8s.io", "*"),
            Allow("get list", "external.metrics.k8s.io", "*"),
            Events),
        Of(
            "job-controller",
            Allow("get list watch update patch", "batch", "jobs"),
            Allow("update", "batch", "jobs/status"),
            Allow("update", "batch", "jobs/finalizers"),
            Allow("list watch create delete patch", "core", "pods"),
            Events),
        Of(
            "pod-garbage-collector",
            Allow("list watch delete", "core", "pods"),
            Allow("get list", "core", "nodes"),
            Allow("patch", "core", "pods/status")),
        Of(
            "replicaset-controller",
            Allow("get list watch update", AppsAndExtensions, "replicasets"),
            Allow("update", AppsAndExtensions, "replicasets/status"),
            Allow("update", AppsAndExtensions, "replicasets/finalizers"),
            Allow("list watch patch create delete", "core", "pods"),
            Events),
        Of(
            "replication-controller",
            Allow("get list watch update", "core", "replicationcontrollers"),
            Allow("update", "core", "replicationcontrollers/status"),
            Allow("update", "core", "replicationcontrollers/finalizers"),
            Allow("list watch patch create delete", "core", "pods"),
            Events),
        Of(
            "statefulset-controller",
            Allow("list watch", "core", "pods"),
            Allow(Read, "apps", "statefulsets"),
            Allow("update", "apps", "statefulsets/status"),
            Allow("update", "apps", "statefulsets/finalizers"),
            Allow("get create delete update patch", "core", "pods"),
            Allow("get create delete update patch list watch", "apps", "controllerrevisions"),
            Allow("get create", "core", "persistentvolumeclaims"),
            Allow("update delete", "core", "persistentvolumeclaims"),
            Allow("list watch", "core", "persistentvolumeclaims"),
            Events),
        Of("ttl-after-finished-controller", Allow("get list watch delete", "batch", "jobs"), Events),
        Of(
            "endpoint-controller",
            Allow(Read, "core", "services pods"),
            Allow("get list create update delete", "core", "endpoints"),
            Allow("create", "core", "endpoints/restricted"),
            Events),
        Of(
            "endpointslice-controller",
            Allow(Read, "core", "services pods nodes"),
            Allow("update", "core", "services/finalizers"),
            Allow("get list watch create update delete", "discovery.k8s.io", "endpointslices"),
            Events),
        Of(
            "endpointslicemirroring-controller",
            Allow(Read, "core", "services endpoints"),
            Allow("update", "core", "services/finalizers"),
            Allow("update", "core", "endpoints/finalizers"),
            Allow("get list watch create update delete", "discovery.k8s.io", "endpointslices"),
            Events),
        Of(
            "service-controller",
            Allow(Read, "core", "services"),
            Allow("patch update", "core", "services/status"),
            Allow("list watch", "core", "nodes"),
            Events),
        Of(
            "storage-version-migrator-controller",
            Allow("list patch", "*", "*"),
            Allow(Read, "storagemigration.k8s.io", "storageversionmigrations"),
            Allow("update", "storagemigration.k8s.io", "storageversionmigrations/status"),
            Allow(Read, "apiextensions.k8s.io", "customresourcedefinitions"),
            Allow("update", "apiextensions.k8s.io", "customresourcedefinitions/status")),
        Of(
            "service-cidrs-controller",
            Allow("get list watch patch update", "networking.k8s.io", "servicecidrs"),
            Allow("patch update", "networking.k8s.io", "servicecidrs/finalizers"),
            Allow("patch update", "networking.k8s.io", "servicecidrs/status"),
            Allow(Read, "networking.k8s.io", "ipaddresses"),
            Events),
    ];
}
