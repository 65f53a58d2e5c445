using static KubeSharp.ApiServer.Bootstrap.Rbac.Rules;

namespace KubeSharp.ApiServer.Bootstrap.Rbac;

/// <summary>Roles for everybody, and for the parts of the cluster other than controllers.</summary>
internal static class SystemRoles
{
    private const string DiscoveryUrls = "/api /api/* /apis /apis/* /healthz /livez /openapi /openapi/* /readyz /version /version/";
    private const string Csr = "certificatesigningrequests";

    public static IReadOnlyList<DefaultRole> All { get; } =
    [
        new("system:discovery", AllowUrls("get", DiscoveryUrls)),
        new("system:monitoring", AllowUrls("get", "/flagz /healthz /healthz/* /livez /livez/* /metrics /metrics/slis /readyz /readyz/* /statusz")),
        new(
            "system:basic-user",
            Allow("create", "authorization.k8s.io", "selfsubjectaccessreviews selfsubjectrulesreviews"),
            Allow("create", "authentication.k8s.io", "selfsubjectreviews")),
        new("system:public-info-viewer", AllowUrls("get", "/livez /readyz /healthz /version /version/")),
        new(
            "system:service-account-issuer-discovery",
            AllowUrls("get", "/.well-known/openid-configuration /.well-known/openid-configuration/ /openid/v1/jwks /openid/v1/jwks/")),
        new("system:heapster", Allow(Read, "core", "events pods nodes namespaces"), Allow(Read, "extensions", "deployments")),
        new("system:node", NodeRules.All),
        new(
            "system:node-problem-detector",
            Allow("get", "core", "nodes"),
            Allow("patch", "core", "nodes/status"),
            Events),
        new(
            "system:node-proxier",
            Allow("list watch", "core", "services endpoints"),
            Allow("get list watch", "core", "nodes"),
            Events,
            Allow("list watch", "discovery.k8s.io", "endpointslices"),
            Allow("list watch", "networking.k8s.io", "servicecidrs")),
        new(
            "system:kubelet-api-admin",
            Allow("get list watch", "core", "nodes"),
            Allow("proxy", "core", "nodes"),
            Allow("*", "core", "nodes/proxy nodes/metrics nodes/stats nodes/log nodes/spec nodes/configz nodes/healthz nodes/pods")),
        new("system:node-bootstrapper", Allow("create get list watch", "certificates.k8s.io", Csr)),
        new(
            "system:auth-delegator",
            Allow("create", "authentication.k8s.io", "tokenreviews"),
            Allow("create", "authorization.k8s.io", "subjectaccessreviews")),
        new("system:kube-aggregator", Allow(Read, "core", "services endpoints")),
        new(
            "system:kube-controller-manager",
            Events,
            Allow("create", "coordination.k8s.io", "leases"),
            AllowNamed("get update", "coordination.k8s.io", "leases", "kube-controller-manager"),
            Allow("create", "core", "secrets serviceaccounts"),
            Allow("delete", "core", "secrets"),
            Allow("get", "core", "configmaps namespaces secrets serviceaccounts"),
            Allow("update", "core", "secrets serviceaccounts"),
            Allow("create", "authentication.k8s.io", "tokenreviews"),
            Allow("create", "authorization.k8s.io", "subjectaccessreviews"),
            Allow("list watch", "*", "*"),
            Allow("create", "core", "serviceaccounts/token")),
        new(
            "system:kube-scheduler",
            Events,
            Allow("create", "coordination.k8s.io", "leases"),
            Allow("list watch", "coordination.k8s.io", "leases"),
            AllowNamed("get update", "coordination.k8s.io", "leases", "kube-scheduler"),
            Allow("create", "coordination.k8s.io", "leasecandidates"),
            Allow("delete deletecollection get list patch update watch", "coordination.k8s.io", "leasecandidates"),
            Allow(Read, "core", "nodes"),
            Allow("get list watch delete", "core", "pods"),
            Allow("create", "core", "pods/binding bindings"),
            Allow("patch update", "core", "pods/status"),
            Allow(Read, "core", "services replicationcontrollers"),
            Allow(Read, "apps extensions", "replicasets"),
            Allow(Read, "apps", "statefulsets"),
            Allow(Read, "policy", "poddisruptionbudgets"),
            Allow(Read, "core", "persistentvolumeclaims persistentvolumes"),
            Allow("create", "authentication.k8s.io", "tokenreviews"),
            Allow("create", "authorization.k8s.io", "subjectaccessreviews"),
            Allow(Read, "storage.k8s.io", "csinodes"),
            Allow(Read, "core", "namespaces"),
            Allow(Read, "storage.k8s.io", "csidrivers"),
            Allow(Read, "storage.k8s.io", "csistoragecapacities"),
            Allow(Read, "resource.k8s.io", "deviceclasses resourceslices"),
            Allow("get list watch patch update", "resource.k8s.io", "resourceclaims"),
            Allow("patch update", "resource.k8s.io", "resourceclaims/status"),
            Allow("update", "core", "pods/finalizers")),
        new("system:kube-dns", Allow("list watch", "core", "endpoints services")),
        new(
            "system:persistent-volume-provisioner",
            Allow("get list watch create delete", "core", "persistentvolumes"),
            Allow("get list watch update", "core", "persistentvolumeclaims"),
            Allow(Read, "storage.k8s.io", "storageclasses"),
            Allow("watch", "core", "events"),
            Events),
        new(
            "system:volume-scheduler",
            Allow("get list patch update watch", "core", "persistentvolumes"),
            Allow(Read, "storage.k8s.io", "storageclasses"),
            Allow("get list patch update watch", "core", "persistentvolumeclaims")),
        new("system:certificates.k8s.io:certificatesigningrequests:nodeclient", Allow("create", "certificates.k8s.io", Csr + "/nodeclient")),
        new("system:certificates.k8s.io:certificatesigningrequests:selfnodeclient", Allow("create", "certificates.k8s.io", Csr + "/selfnodeclient")),
        Approver("legacy-unknown", "kubernetes.io/legacy-unknown"),
        Approver("kubelet-serving", "kubernetes.io/kubelet-serving"),
        Approver("kube-apiserver-client", "kubernetes.io/kube-apiserver-client"),
        Approver("kube-apiserver-client-kubelet", "kubernetes.io/kube-apiserver-client-kubelet"),
    ];

    private static DefaultRole Approver(string name, string signer) =>
        new($"system:certificates.k8s.io:{name}-approver", AllowNamed("approve", "certificates.k8s.io", "signers", signer));
}
