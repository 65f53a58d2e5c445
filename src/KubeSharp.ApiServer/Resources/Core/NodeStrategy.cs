using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Core.Nodes;
using KubeSharp.ApiServer.Resources.Core.Pods;
using KubeSharp.ApiServer.Resources.Metadata;

namespace KubeSharp.ApiServer.Resources.Core;

/// <summary>nodes. A kubelet may bring the status along when it registers.</summary>
internal sealed class NodeStrategy : ResourceStrategy<Node>
{
    public override IReadOnlyList<string> SelectableFields { get; } = ["spec.unschedulable"];

    public override IReadOnlyList<TableColumn> Columns => NodeTable.Columns;

    protected override string SelectableField(Node value, string field) =>
        field == "spec.unschedulable" ? value.Spec.Unschedulable ? "true" : "false" : "";

    protected override Node Default(Node value)
    {
        var status = value.Status;
        if (status.Allocatable.IsNil && !status.Capacity.IsNil)
        {
            status = status with { Allocatable = status.Capacity };
        }

        if (ResourceDefaults.Round(status.Capacity) is { } capacity)
        {
            status = status with { Capacity = capacity };
        }

        if (ResourceDefaults.Round(status.Allocatable) is { } allocatable)
        {
            status = status with { Allocatable = allocatable };
        }

        var spec = value.Spec;
        if (spec.PodCIDR.Length > 0 && (spec.PodCIDRs.Count == 0 || spec.PodCIDRs[0] != spec.PodCIDR))
        {
            spec = spec with { PodCIDRs = [spec.PodCIDR] };
        }
        else if (spec.PodCIDR.Length == 0 && spec.PodCIDRs.Count > 0)
        {
            spec = spec with { PodCIDR = spec.PodCIDRs[0] };
        }

        return ReferenceEquals(status, value.Status) && ReferenceEquals(spec, value.Spec) ? value : value with { Status = status, Spec = spec };
    }

    protected override Node PrepareForUpdate(RequestContext context, Node value, Node old) => value with { Status = old.Status };

    protected override Node PrepareForStatusUpdate(RequestContext context, Node value, Node old) => value with { Spec = old.Spec };

    protected override void Validate(RequestContext context, Node value, ErrorList errors) => NodeChecks.Validate(errors, value);

    protected override void ValidateUpdate(RequestContext context, Node value, Node old, ErrorList errors)
    {
        NodeChecks.Validate(errors, value);
        NodeChecks.ValidateUpdate(errors, value, old);
    }

    protected override void ValidateStatusUpdate(RequestContext context, Node value, Node old, ErrorList errors) =>
        NodeChecks.ValidateUpdate(errors, value, old);

    protected override void Warn(RequestContext context, Node value, Node? old)
    {
        if (value.Spec.ConfigSource is not null && old?.Spec.ConfigSource is null)
        {
            context.Warn("spec.configSource: the feature is no longer supported and setting it has no effect");
        }

        if (value.Spec.DoNotUseExternalID.Length > 0 && string.IsNullOrEmpty(old?.Spec.DoNotUseExternalID))
        {
            context.Warn("spec.externalID: this field is deprecated, and is unused by Kubernetes");
        }
    }

    protected override object?[] Cells(Node value, DateTimeOffset now) => NodeTable.Cells(value, now);
}
