using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Core.Pods;
using KubeSharp.ApiServer.Resources.Metadata;

namespace KubeSharp.ApiServer.Resources.Core;

/// <summary>pods</summary>
internal sealed class PodStrategy : ResourceStrategy<Pod>
{
    private static readonly EphemeralContainersStrategy EphemeralContainers = new();
    private static readonly ResizeStrategy Resize = new();

    public override IReadOnlyList<string> SelectableFields { get; } =
    [
        "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork", "status.phase",
        "status.podIP", "status.podIPs", "status.nominatedNodeName",
    ];

    public override bool ReturnsDeletedObject => true;

    public override IReadOnlyList<TableColumn> Columns => PodTable.Columns;

    public override SubresourceStrategy? Subresource(string name) => name switch
    {
        "ephemeralcontainers" => EphemeralContainers,
        "resize" => Resize,
        _ => null,
    };

    protected override string SelectableField(Pod value, string field) => field switch
    {
        "spec.nodeName" => value.Spec.NodeName,
        "spec.restartPolicy" => value.Spec.RestartPolicy,
        "spec.schedulerName" => value.Spec.SchedulerName,
        "spec.serviceAccountName" => value.Spec.ServiceAccountName,
        "spec.hostNetwork" => value.Spec.HostNetwork ? "true" : "false",
        "status.phase" => value.Status.Phase,
        "status.podIP" or "status.podIPs" => value.Status.PodIPs.Count > 0 ? value.Status.PodIPs[0].IP : value.Status.PodIP,
        "status.nominatedNodeName" => value.Status.NominatedNodeName,
        _ => "",
    };

    protected override Pod Default(Pod value) => PodDefaults.Apply(value);

    protected override Pod PrepareForCreate(RequestContext context, Pod value) => Generations.First(value with
    {
        Spec = MatchLabelKeys.Apply(value.Spec, value.Metadata.Labels),
        Status = new PodStatus
        {
            Phase = "Pending",
            QOSClass = QosClasses.Of(value.Spec),
            Conditions = value.Spec.SchedulingGates.Count == 0
                ? default
                :
                [
                    new PodCondition
                    {
                        Type = "PodScheduled",
                        Status = "False",
                        Reason = "SchedulingGated",
                        Message = "Scheduling is blocked due to non-empty scheduling gates",
                    },
                ],
        },
    });

    protected override Pod PrepareForUpdate(RequestContext context, Pod value, Pod old) =>
        Generations.Next(value with { Status = old.Status }, old, value.Spec != old.Spec);

    protected override Pod PrepareForStatusUpdate(RequestContext context, Pod value, Pod old) => value with
    {
        Spec = old.Spec,
        Metadata = value.Metadata with
        {
            Generation = old.Metadata.Generation,
            DeletionTimestamp = old.Metadata.DeletionTimestamp,
            DeletionGracePeriodSeconds = old.Metadata.DeletionGracePeriodSeconds,
            OwnerReferences = old.Metadata.OwnerReferences,
        },
        Status = value.Status.ObservedGeneration == 0 && old.Status.ObservedGeneration != 0
            ? value.Status with { ObservedGeneration = old.Status.ObservedGeneration }
            : value.Status,
    };

    protected override void Validate(RequestContext context, Pod value, ErrorList errors) => PodChecks.ValidateCreate(errors, value);

    protected override void ValidateUpdate(RequestContext context, Pod value, Pod old, ErrorList errors) =>
        PodUpdateChecks.Validate(errors, value, old);

    protected override void ValidateStatusUpdate(RequestContext context, Pod value, Pod old, ErrorList errors) =>
        PodStatusChecks.Validate(errors, value, old);

    protected override void Warn(RequestContext context, Pod value, Pod? old) => PodWarnings.Add(context, value, old);

    /// <summary>What was asked for, else what the spec says; none for a pod that no kubelet has to stop.</summary>
    protected override long? GracePeriod(Pod value, long? requested)
    {
        if (value.Spec.NodeName.Length == 0 || value.Status.Phase is "Succeeded" or "Failed")
        {
            return 0;
        }

        var seconds = requested ?? value.Spec.TerminationGracePeriodSeconds ?? 0;
        return seconds < 0 ? 1 : seconds;
    }

    protected override object?[] Cells(Pod value, DateTimeOffset now) => PodTable.Cells(value, now);
}
