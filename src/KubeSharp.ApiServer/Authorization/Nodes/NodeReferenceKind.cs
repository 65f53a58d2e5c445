namespace KubeSharp.ApiServer.Authorization.Nodes;

internal enum NodeReferenceKind
{
    Pod,
    Secret,
    ConfigMap,
    Claim,
    ServiceAccount,
    ResourceClaim,
}
