namespace KubeSharp.ApiServer.Authentication;

/// <summary>User and group names that Kubernetes gives a meaning to.</summary>
public static class WellKnownUsers
{
    public const string Anonymous = "system:anonymous";
    public const string ApiServer = "system:apiserver";
    public const string KubeControllerManager = "system:kube-controller-manager";
    public const string KubeScheduler = "system:kube-scheduler";
    public const string KubeProxy = "system:kube-proxy";
    public const string Addons = "kubesharp:addons";
    public const string NodePrefix = "system:node:";
    public const string ServiceAccountPrefix = "system:serviceaccount:";

    public const string MastersGroup = "system:masters";
    public const string MonitoringGroup = "system:monitoring";
    public const string NodesGroup = "system:nodes";
    public const string AuthenticatedGroup = "system:authenticated";
    public const string UnauthenticatedGroup = "system:unauthenticated";
    public const string ServiceAccountsGroup = "system:serviceaccounts";
}
