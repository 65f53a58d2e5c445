using KubeSharp.Api.Networking.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Networking;

/// <summary>networkpolicies</summary>
internal sealed class NetworkPolicyStrategy : ResourceStrategy<NetworkPolicy>
{
    private static readonly Func<NetworkPolicyPort, NetworkPolicyPort> Port = static p => p.Protocol is null ? p with { Protocol = "TCP" } : p;

    private static readonly Func<NetworkPolicyIngressRule, NetworkPolicyIngressRule> Ingress = static r =>
        r.Ports.Map(Port) is var ports && ports.SameAs(r.Ports) ? r : r with { Ports = ports };

    private static readonly Func<NetworkPolicyEgressRule, NetworkPolicyEgressRule> Egress = static r =>
        r.Ports.Map(Port) is var ports && ports.SameAs(r.Ports) ? r : r with { Ports = ports };

    public override IReadOnlyList<TableColumn> Columns { get; } =
        [Column.Name, Column.Text("Pod-Selector", "Pods that the policy applies to."), Column.Age];

    protected override NetworkPolicy Default(NetworkPolicy value)
    {
        var spec = value.Spec;
        var ingress = spec.Ingress.Map(Ingress);
        var egress = spec.Egress.Map(Egress);
        if (spec.PolicyTypes.Count > 0 && ingress.SameAs(spec.Ingress) && egress.SameAs(spec.Egress))
        {
            return value;
        }

        return value with
        {
            Spec = spec with
            {
                Ingress = ingress,
                Egress = egress,
                PolicyTypes = spec.PolicyTypes.Count > 0 ? spec.PolicyTypes : egress.Count > 0 ? ["Ingress", "Egress"] : ["Ingress"],
            },
        };
    }

    protected override NetworkPolicy PrepareForCreate(RequestContext context, NetworkPolicy value) => Generations.First(value);

    protected override NetworkPolicy PrepareForUpdate(RequestContext context, NetworkPolicy value, NetworkPolicy old) =>
        Generations.Next(value, old, value.Spec != old.Spec);

    protected override void Validate(RequestContext context, NetworkPolicy value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);
        NetworkPolicyChecks.Validate(errors, value.Spec);
    }

    protected override void ValidateUpdate(RequestContext context, NetworkPolicy value, NetworkPolicy old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        NetworkPolicyChecks.Validate(errors, value.Spec);
    }

    protected override object?[] Cells(NetworkPolicy value, DateTimeOffset now) =>
        [value.Metadata.Name, CellText.Selector(value.Spec.PodSelector), CellText.Age(value.Metadata, now)];
}
