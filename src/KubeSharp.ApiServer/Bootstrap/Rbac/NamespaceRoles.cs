using static KubeSharp.ApiServer.Bootstrap.Rbac.Rules;

namespace KubeSharp.ApiServer.Bootstrap.Rbac;

/// <summary>Roles in kube-system and kube-public.</summary>
internal static class NamespaceRoles
{
    private const string KubeSystem = "kube-system";
    private const string KubePublic = "kube-public";

    public static IReadOnlyList<DefaultRole> All { get; } =
    [
        new("extension-apiserver-authentication-reader", AllowNamed(Read, "core", "configmaps", "extension-apiserver-authentication"))
        { Namespace = KubeSystem },
        new("system:controller:bootstrap-signer", Allow(Read, "core", "secrets")) { Namespace = KubeSystem },
        new("system:controller:cloud-provider", Allow("create get list watch", "core", "configmaps")) { Namespace = KubeSystem },
        new("system:controller:token-cleaner", Allow("get list watch delete", "core", "secrets"), Events) { Namespace = KubeSystem },
        new(
            "system::leader-locking-kube-controller-manager",
            Allow("watch", "core", "configmaps"),
            AllowNamed("get update", "core", "configmaps", "kube-controller-manager"))
        { Namespace = KubeSystem },
        new(
            "system::leader-locking-kube-scheduler",
            Allow("watch", "core", "configmaps"),
            AllowNamed("get update", "core", "configmaps", "kube-scheduler"))
        { Namespace = KubeSystem },
        new(
            "system:controller:bootstrap-signer",
            Allow(Read, "core", "configmaps"),
            AllowNamed("update", "core", "configmaps", "cluster-info"),
            Events)
        { Namespace = KubePublic },
        AddonRoles.Publisher,
    ];
}
