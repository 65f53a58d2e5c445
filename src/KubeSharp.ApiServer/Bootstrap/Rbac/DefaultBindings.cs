using KubeSharp.ApiServer.Authentication;
using static KubeSharp.ApiServer.Bootstrap.Rbac.DefaultBinding;

namespace KubeSharp.ApiServer.Bootstrap.Rbac;

/// <summary>Who has the default roles.</summary>
internal static class DefaultBindings
{
    private const string KubeSystem = "kube-system";
    private const string KubePublic = "kube-public";

    public static IReadOnlyList<DefaultBinding> All { get; } =
    [
        Cluster("cluster-admin", ToGroup("system:masters")),
        Cluster("system:monitoring", ToGroup("system:monitoring")),
        Cluster("system:discovery", ToGroup("system:authenticated")),
        Cluster("system:basic-user", ToGroup("system:authenticated")),
        Cluster("system:public-info-viewer", ToGroup("system:authenticated"), ToGroup("system:unauthenticated")),
        Cluster("system:node-proxier", ToUser("system:kube-proxy")),
        Cluster("system:kube-controller-manager", ToUser("system:kube-controller-manager")),
        Cluster("system:kube-dns", ToServiceAccount("kube-dns")),
        Cluster("system:kube-scheduler", ToUser("system:kube-scheduler")),
        Cluster("system:volume-scheduler", ToUser("system:kube-scheduler")),
        Cluster("system:service-account-issuer-discovery", ToGroup("system:serviceaccounts")),

        // Nobody: the Node authorizer gives nodes their rights. The binding is there for clusters without it.
        Cluster("system:node"),
        .. ControllerRoles.All.Select(role => Cluster(role.Name, ToServiceAccount(role.Name[ControllerRoles.Prefix.Length..]))),
        .. AddonRoles.All.Select(role => Cluster(role.Name, ToUser(WellKnownUsers.Addons))),
        In(KubeSystem, "system:controller:bootstrap-signer", "system:controller:bootstrap-signer", ToServiceAccount("bootstrap-signer")),
        In(KubeSystem, "system:controller:cloud-provider", "system:controller:cloud-provider", ToServiceAccount("cloud-provider")),
        In(KubeSystem, "system:controller:token-cleaner", "system:controller:token-cleaner", ToServiceAccount("token-cleaner")),
        In(
            KubeSystem, "system::extension-apiserver-authentication-reader", "extension-apiserver-authentication-reader",
            ToUser("system:kube-controller-manager"), ToUser("system:kube-scheduler"), ToUser(WellKnownUsers.Addons)),
        In(
            KubeSystem, "system::leader-locking-kube-controller-manager", "system::leader-locking-kube-controller-manager",
            ToUser("system:kube-controller-manager"), ToServiceAccount("kube-controller-manager")),
        In(
            KubeSystem, "system::leader-locking-kube-scheduler", "system::leader-locking-kube-scheduler",
            ToUser("system:kube-scheduler"), ToServiceAccount("kube-scheduler")),
        In(KubeSystem, AddonRoles.Publisher.Name, AddonRoles.Publisher.Name, ToUser(WellKnownUsers.Addons)),
        In(KubePublic, "system:controller:bootstrap-signer", "system:controller:bootstrap-signer", ToServiceAccount("bootstrap-signer")),
    ];

    private static DefaultBinding Cluster(string role, params KubeSharp.Api.ApiList<KubeSharp.Api.Rbac.V1.Subject> subjects) =>
        new(role, "ClusterRole", role, subjects);

    private static DefaultBinding In(string ns, string name, string role, params KubeSharp.Api.ApiList<KubeSharp.Api.Rbac.V1.Subject> subjects) =>
        new(name, "Role", role, subjects) { Namespace = ns };
}
