using static KubeSharp.ApiServer.Bootstrap.Rbac.ControllerRoles;
using static KubeSharp.ApiServer.Bootstrap.Rbac.Rules;

namespace KubeSharp.ApiServer.Bootstrap.Rbac;

/// <summary>Controllers of nodes, storage, identity and cleaning up.</summary>
internal static class ClusterControllerRoles
{
    private const string Csr = "certificatesigningrequests";

    public static IReadOnlyList<DefaultRole> All { get; } =
    [
        Of(
            "attachdetach-controller",
            Allow("list watch", "core", "persistentvolumes persistentvolumeclaims"),
            Allow(Read, "core", "nodes"),
            Allow("patch update", "core", "nodes/status"),
            Allow("list watch", "core", "pods"),
            Events,
            Allow("get create delete list watch", "storage.k8s.io", "volumeattachments"),
            Allow(Read, "storage.k8s.io", "csidrivers"),
            Allow(Read, "storage.k8s.io", "csinodes")),
        Of("clusterrole-aggregation-controller", Allow("escalate get list watch update patch", "rbac.authorization.k8s.io", "clusterroles")),
        Of(
            "expand-controller",
            Allow("get list watch update patch", "core", "persistentvolumes"),
            Allow("update patch", "core", "persistentvolumeclaims/status"),
            Allow(Read, "core", "persistentvolumeclaims"),
            Events,
            Allow("get", "core", "services")),
        Of(
            "ephemeral-volume-controller",
            Allow(Read, "core", "pods"),
            Allow("update", "core", "pods/finalizers"),
            Allow("get list watch create", "core", "persistentvolumeclaims"),
            Events),
        Of(
            "resource-claim-controller",
            Allow(Read, "core", "pods"),
            Allow("update", "core", "pods/finalizers"),
            Allow("get list watch create delete", "resource.k8s.io", "resourceclaims"),
            Allow("update patch", "resource.k8s.io", "resourceclaims resourceclaims/status"),
            Allow("update patch", "core", "pods/status"),
            Events),
        Of("generic-garbage-collector", Allow("get list watch patch update delete", "*", "*"), Events),
        Of(
            "namespace-controller",
            Allow("get list watch delete", "core", "namespaces"),
            Allow("update", "core", "namespaces/finalize namespaces/status"),
            Allow("get list delete deletecollection", "*", "*")),
        Of(
            "node-controller",
            Allow("get list update delete patch", "core", "nodes"),
            Allow("patch update", "core", "nodes/status"),
            Allow("patch update", "core", "pods/status"),
            Allow("list get delete", "core", "pods"),
            Events),
        Of(
            "persistent-volume-binder",
            Allow("get list watch update create delete", "core", "persistentvolumes"),
            Allow("update", "core", "persistentvolumes/status"),
            Allow("get list watch update", "core", "persistentvolumeclaims"),
            Allow("update", "core", "persistentvolumeclaims/status"),
            Allow("list watch get create delete", "core", "pods"),
            Allow(Read, "storage.k8s.io", "storageclasses"),
            Allow("list watch", "core", "nodes"),
            Events,
            Allow("watch", "core", "events"),
            Allow("get", "core", "services")),
        Of(
            "resourcequota-controller",
            Allow("list watch", "*", "*"),
            Allow("update", "core", "resourcequotas/status"),
            Events),
        Of("route-controller", Allow("list watch", "core", "nodes"), Allow("patch", "core", "nodes/status"), Events),
        Of("service-account-controller", Allow("create", "core", "serviceaccounts"), Events),
        Of("ttl-controller", Allow("update patch list watch", "core", "nodes"), Events),
        Of(
            "certificate-controller",
            Allow("get list watch delete", "certificates.k8s.io", Csr),
            Allow("update", "certificates.k8s.io", Csr + "/status " + Csr + "/approval"),
            AllowNamed(
                "approve", "certificates.k8s.io", "signers",
                "kubernetes.io/legacy-unknown kubernetes.io/kubelet-serving kubernetes.io/kube-apiserver-client kubernetes.io/kube-apiserver-client-kubelet"),
            AllowNamed(
                "sign", "certificates.k8s.io", "signers",
                "kubernetes.io/legacy-unknown kubernetes.io/kubelet-serving kubernetes.io/kube-apiserver-client kubernetes.io/kube-apiserver-client-kubelet"),
            Allow("create", "authorization.k8s.io", "subjectaccessreviews"),
            Events),
        Of(
            "pvc-protection-controller",
            Allow("get list watch update", "core", "persistentvolumeclaims"),
            Allow("list watch get", "core", "pods"),
            Events),
        Of("pv-protection-controller", Allow("get list watch update", "core", "persistentvolumes"), Events),
        Of(
            "volumeattributesclass-protection-controller",
            Allow(Read, "core", "persistentvolumeclaims persistentvolumes"),
            Allow("get list watch update", "storage.k8s.io", "volumeattributesclasses"),
            Events),
        Of("root-ca-cert-publisher", Allow("create update", "core", "configmaps"), Events),
        Of(
            "validatingadmissionpolicy-status-controller",
            Allow(Read, "admissionregistration.k8s.io", "validatingadmissionpolicies"),
            Allow("get patch update", "admissionregistration.k8s.io", "validatingadmissionpolicies/status"),
            Events),
        Of(
            "legacy-service-account-token-cleaner",
            AllowNamed("get", "core", "configmaps", "kube-apiserver-legacy-service-account-token-tracking"),
            Allow("delete patch", "core", "secrets"),
            Allow("list watch", "core", "pods secrets serviceaccounts")),
        Of(
            "selinux-warning-controller",
            Allow(Read, "core", "persistentvolumeclaims persistentvolumes pods"),
            Allow(Read, "storage.k8s.io", "csidrivers"),
            Events),
        Of(
            "device-taint-eviction-controller",
            Allow("get list watch delete", "core", "pods"),
            Allow("update patch", "core", "pods/status"),
            Allow(Read, "resource.k8s.io", "resourceclaims resourceslices deviceclasses devicetaintrules"),
            Events),
    ];
}
