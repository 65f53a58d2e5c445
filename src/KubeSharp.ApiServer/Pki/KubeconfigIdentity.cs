using KubeSharp.ApiServer.Authentication;

namespace KubeSharp.ApiServer.Pki;

/// <summary>Whom a kubeconfig logs in: user name and groups become CN and O of its client certificate.</summary>
public sealed record KubeconfigIdentity(string ContextUser, string UserName, IReadOnlyList<string> Groups)
{
    public static KubeconfigIdentity Admin { get; } = new("kubernetes-admin", "kubernetes-admin", ["system:masters"]);

    public static KubeconfigIdentity ControllerManager { get; } =
        new("system:kube-controller-manager", "system:kube-controller-manager", []);

    public static KubeconfigIdentity Scheduler { get; } = new("system:kube-scheduler", "system:kube-scheduler", []);

    public static KubeconfigIdentity Proxy { get; } = new("system:kube-proxy", "system:kube-proxy", []);

    public static KubeconfigIdentity Addons { get; } = new(WellKnownUsers.Addons, WellKnownUsers.Addons, []);

    public static KubeconfigIdentity Kubelet(string nodeName) =>
        new($"system:node:{nodeName}", $"system:node:{nodeName}", ["system:nodes"]);
}
