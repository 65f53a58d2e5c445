using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Core.Services;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core;

/// <summary>services. Addresses and ports are allocated elsewhere; here they are kept and checked.</summary>
internal sealed class ServiceStrategy : ResourceStrategy<Service>
{
    public override IReadOnlyList<string> SelectableFields { get; } = ["spec.clusterIP", "spec.type"];

    public override bool ReturnsDeletedObject => true;

    public override IReadOnlyList<TableColumn> Columns => ServiceTable.Columns;

    protected override string SelectableField(Service value, string field) => field switch
    {
        "spec.clusterIP" => value.Spec.ClusterIP,
        "spec.type" => value.Spec.Type,
        _ => "",
    };

    protected override Service Default(Service value) => ServiceDefaults.Apply(value);

    protected override Service PrepareForCreate(RequestContext context, Service value) =>
        value with { Spec = ServiceUpdates.PrepareForCreate(value.Spec), Status = new ServiceStatus() };

    protected override Service PrepareForUpdate(RequestContext context, Service value, Service old) =>
        value with { Spec = ServiceUpdates.PrepareForUpdate(value.Spec, old.Spec), Status = old.Status };

    protected override Service PrepareForStatusUpdate(RequestContext context, Service value, Service old) =>
        Generations.Next(value with { Spec = old.Spec }, old, changed: false);

    protected override void Validate(RequestContext context, Service value, ErrorList errors) => ServiceChecks.Validate(errors, value);

    protected override void ValidateUpdate(RequestContext context, Service value, Service old, ErrorList errors) =>
        ServiceChecks.ValidateUpdate(errors, value, old);

    protected override void ValidateStatusUpdate(RequestContext context, Service value, Service old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        LoadBalancerChecks.Status(errors, value);
    }

    protected override void Warn(RequestContext context, Service value, Service? old)
    {
        if (value.Spec.LoadBalancerIP.Length > 0 && value.Spec.LoadBalancerIP != old?.Spec.LoadBalancerIP &&
            IpChecks.Parse(value.Spec.LoadBalancerIP) is null)
        {
            context.Warn("spec.loadBalancerIP: " + ErrorList.Quote(value.Spec.LoadBalancerIP) + " is not a valid IP address");
        }

        if (value.Spec.TrafficDistribution == "PreferClose" && old?.Spec.TrafficDistribution != "PreferClose")
        {
            context.Warn("spec.trafficDistribution: deprecated since v1.34; use \"PreferSameZone\" instead");
        }
    }

    protected override object?[] Cells(Service value, DateTimeOffset now) => ServiceTable.Cells(value, now);
}
