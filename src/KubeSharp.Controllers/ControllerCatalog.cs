using KubeSharp.Controllers.Autoscaling;
using KubeSharp.Controllers.Certificates;
using KubeSharp.Controllers.Disruption;
using KubeSharp.Controllers.GarbageCollection;
using KubeSharp.Controllers.Identity;
using KubeSharp.Controllers.Namespaces;
using KubeSharp.Controllers.Networking;
using KubeSharp.Controllers.Nodes;
using KubeSharp.Controllers.Policies;
using KubeSharp.Controllers.Quotas;
using KubeSharp.Controllers.Storage;
using KubeSharp.Controllers.StorageMigration;
using KubeSharp.Controllers.Workloads.CronJobs;
using KubeSharp.Controllers.Workloads.DaemonSets;
using KubeSharp.Controllers.Workloads.Deployments;
using KubeSharp.Controllers.Workloads.Jobs;
using KubeSharp.Controllers.Workloads.ReplicaSets;
using KubeSharp.Controllers.Workloads.StatefulSets;

namespace KubeSharp.Controllers;

/// <summary>All controllers, in the order in which they start.</summary>
internal static class ControllerCatalog
{
    public static IReadOnlyList<ControllerEntry> All { get; } =
    [
        new("serviceaccount-token-controller", static context => [new TokenController(context)], static options => options.ServiceAccountPrivateKeyPem.Length > 0),
        new(
            "legacy-serviceaccount-token-secret-controller",
            static context => [new LegacyTokenSecretController(context)],
            static options => options.LegacyServiceAccountTokens && options.ServiceAccountPrivateKeyPem.Length > 0),
        new("serviceaccount-controller", static context => [new ServiceAccountController(context)]),
        new("root-ca-certificate-publisher-controller", static context => [new RootCaPublisher(context)], static options => options.RootCaPem.Length > 0),
        new("clusterrole-aggregation-controller", static context => [new ClusterRoleAggregationController(context)]),
        new("namespace-controller", static context => [new NamespaceController(context)]),
        new("resourcequota-controller", static context => [new QuotaController(context)]),
        new("garbage-collector-controller", static context => [new GarbageCollector(context)]),
        new("deployment-controller", static context => [new DeploymentController(context)]),
        new("replicaset-controller", static context => [new ReplicaSetController(context)]),
        new("replicationcontroller-controller", static context => [new ReplicationControllerController(context)]),
        new("daemonset-controller", static context => [new DaemonSetController(context)]),
        new("statefulset-controller", static context => [new StatefulSetController(context)]),
        new("job-controller", static context => [new JobController(context), new OrphanedJobPods(context)]),
        new("cronjob-controller", static context => [new CronJobController(context)]),
        new("horizontal-pod-autoscaler-controller", static context => [new HorizontalPodAutoscalerController(context)]),
        new("disruption-controller", static context => [new DisruptionController(context), new StaleDisruptionController(context)]),
        new("ttl-after-finished-controller", static context => [new TtlAfterFinishedController(context)]),
        new("endpoints-controller", static context => [new EndpointsController(context)]),
        new("endpointslice-controller", static context => [new EndpointSliceController(context)]),
        new("endpointslice-mirroring-controller", static context => [new EndpointSliceMirroringController(context)]),
        new("service-cidr-controller", static context => [new ServiceCidrController(context)]),
        new("node-lifecycle-controller", static context => [new NodeTaintController(context), new NodeMonitor(context)]),
        new("taint-eviction-controller", static context => [new TaintEvictionController(context)]),
        new(
            "node-ipam-controller",
            static context => [new NodeIpamController(context)],
            static options => options.AllocateNodeCidrs && options.ClusterCidr.Length > 0),
        new("ttl-controller", static context => [new TtlController(context)]),
        new("pod-garbage-collector-controller", static context => [new PodGarbageCollector(context)]),
        new("persistentvolume-binder-controller", static context => [new ClaimBinderController(context), new VolumeBinderController(context)]),
        new("persistentvolumeclaim-protection-controller", static context => [new ClaimProtectionController(context)]),
        new("persistentvolume-protection-controller", static context => [new VolumeProtectionController(context)]),
        new("volumeattributesclass-protection-controller", static context => [new AttributesClassProtectionController(context)]),
        new("ephemeral-volume-controller", static context => [new EphemeralVolumeController(context)]),
        new("certificatesigningrequest-approving-controller", static context => [new CsrApprovingController(context)]),
        new(
            "certificatesigningrequest-signing-controller",
            static context => [new CsrSigningController(context)],
            static options => options.ClusterSigningCertPem.Length > 0),
        new("certificatesigningrequest-cleaner-controller", static context => [new CsrCleaner(context)]),
        new("storage-version-migrator-controller", static context => [new StorageVersionMigrator(context)], static _ => false),
        new("bootstrap-signer-controller", static context => [new BootstrapSigner(context)], static _ => false),
        new("token-cleaner-controller", static context => [new BootstrapTokenCleaner(context)], static _ => false),
        new("validatingadmissionpolicy-status-controller", static context => [new ValidatingAdmissionPolicyStatusController(context)]),
    ];

    /// <summary>The names that releases before 1.28 used.</summary>
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["serviceaccount-token"] = "serviceaccount-token-controller",
        ["serviceaccount"] = "serviceaccount-controller",
        ["root-ca-cert-publisher"] = "root-ca-certificate-publisher-controller",
        ["namespace"] = "namespace-controller",
        ["resourcequota"] = "resourcequota-controller",
        ["daemonset"] = "daemonset-controller",
        ["statefulset"] = "statefulset-controller",
        ["disruption"] = "disruption-controller",
        ["horizontalpodautoscaling"] = "horizontal-pod-autoscaler-controller",
        ["ttl"] = "ttl-controller",
        ["bootstrapsigner"] = "bootstrap-signer-controller",
        ["tokencleaner"] = "token-cleaner-controller",
        ["replicaset"] = "replicaset-controller",
        ["replicationcontroller"] = "replicationcontroller-controller",
        ["deployment"] = "deployment-controller",
        ["cronjob"] = "cronjob-controller",
        ["clusterrole-aggregation"] = "clusterrole-aggregation-controller",
        ["job"] = "job-controller",
        ["endpoint"] = "endpoints-controller",
        ["endpointslice"] = "endpointslice-controller",
        ["endpointslicemirroring"] = "endpointslice-mirroring-controller",
        ["garbagecollector"] = "garbage-collector-controller",
        ["nodelifecycle"] = "node-lifecycle-controller",
        ["nodeipam"] = "node-ipam-controller",
        ["podgc"] = "pod-garbage-collector-controller",
        ["ttl-after-finished"] = "ttl-after-finished-controller",
        ["persistentvolume-binder"] = "persistentvolume-binder-controller",
        ["pvc-protection"] = "persistentvolumeclaim-protection-controller",
        ["pv-protection"] = "persistentvolume-protection-controller",
        ["ephemeral-volume"] = "ephemeral-volume-controller",
        ["csrapproving"] = "certificatesigningrequest-approving-controller",
        ["csrsigning"] = "certificatesigningrequest-signing-controller",
        ["csrcleaner"] = "certificatesigningrequest-cleaner-controller",
    };

    /// <summary>The controllers that the options ask for.</summary>
    /// <exception cref="ArgumentException">They name one that does not exist.</exception>
    public static IReadOnlyList<ControllerEntry> Select(ControllerManagerOptions options)
    {
        HashSet<string> on = [], off = [];
        var all = false;
        foreach (var item in options.Controllers)
        {
            if (item == "*")
            {
                all = true;
                continue;
            }

            (item.StartsWith('-') ? off : on).Add(Resolve(item.TrimStart('-')));
        }

        return [.. All.Where(entry => !off.Contains(entry.Name) && (on.Contains(entry.Name) || (all && entry.Enabled?.Invoke(options) != false)))];
    }

    private static string Resolve(string name)
    {
        var resolved = Aliases.GetValueOrDefault(name, name);
        return All.Any(entry => entry.Name == resolved)
            ? resolved
            : throw new ArgumentException($"\"{name}\" is not in the list of known controllers: {string.Join(", ", All.Select(static entry => entry.Name))}");
    }
}
