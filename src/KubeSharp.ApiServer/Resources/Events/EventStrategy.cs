using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Resources.Events;

/// <summary>events, of the core group and of events.k8s.io: one kind, kept for an hour.</summary>
internal sealed class EventStrategy : ResourceStrategy<Event>
{
    public override bool AllowCreateOnUpdate => true;

    public override bool Expires => true;

    public override IReadOnlyList<string> SelectableFields { get; } =
    [
        "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
        "involvedObject.resourceVersion", "involvedObject.fieldPath", "regarding.kind", "regarding.namespace", "regarding.name",
        "regarding.uid", "regarding.apiVersion", "regarding.resourceVersion", "regarding.fieldPath", "reason", "reportingComponent",
        "reportingController", "source", "type",
    ];

    public override IReadOnlyList<TableColumn> Columns => EventTable.Columns;

    protected override string SelectableField(Event value, string field) => field switch
    {
        "involvedObject.kind" or "regarding.kind" => value.InvolvedObject.Kind,
        "involvedObject.namespace" or "regarding.namespace" => value.InvolvedObject.Namespace,
        "involvedObject.name" or "regarding.name" => value.InvolvedObject.Name,
        "involvedObject.uid" or "regarding.uid" => value.InvolvedObject.UID,
        "involvedObject.apiVersion" or "regarding.apiVersion" => value.InvolvedObject.APIVersion,
        "involvedObject.resourceVersion" or "regarding.resourceVersion" => value.InvolvedObject.ResourceVersion,
        "involvedObject.fieldPath" or "regarding.fieldPath" => value.InvolvedObject.FieldPath,
        "reason" => value.Reason,
        "reportingComponent" or "reportingController" => value.ReportingController,
        "source" => value.Source.Component.Length > 0 ? value.Source.Component : value.ReportingController,
        "type" => value.Type,
        _ => "",
    };

    protected override void Validate(RequestContext context, Event value, ErrorList errors)
    {
        EventChecks.Validate(errors, value);
        if (IsStrict(context))
        {
            StrictEventChecks.Create(errors, value);
        }
    }

    protected override void ValidateUpdate(RequestContext context, Event value, Event old, ErrorList errors) =>
        EventChecks.Validate(errors, value);

    protected override object?[] Cells(Event value, DateTimeOffset now) => EventTable.Cells(value, now);

    /// <summary>The core group takes what older clients write.</summary>
    private static bool IsStrict(RequestContext context) => context.Info.ApiGroup.Length > 0;
}
