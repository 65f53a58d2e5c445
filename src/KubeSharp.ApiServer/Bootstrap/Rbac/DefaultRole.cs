using KubeSharp.Api;
using KubeSharp.Api.Rbac.V1;

namespace KubeSharp.ApiServer.Bootstrap.Rbac;

/// <summary>A role that every cluster has.</summary>
internal sealed record DefaultRole(string Name, params ApiList<PolicyRule> Rules)
{
    /// <summary>"" for a ClusterRole.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The role that this one's rules flow into; "" for none.</summary>
    public string AggregatesTo { get; init; } = "";

    /// <summary>Collects the rules of the roles that aggregate to this name; "" for none.</summary>
    public string AggregatesFrom { get; init; } = "";
}
