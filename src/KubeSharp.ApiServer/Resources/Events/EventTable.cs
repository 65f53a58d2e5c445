using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Events;

/// <summary>Columns of <c>kubectl get events</c>.</summary>
internal static class EventTable
{
    public static readonly TableColumn[] Columns =
    [
        Column.Text("Last Seen", "Time since the event was last seen."),
        Column.Text("Type", "Normal or Warning."),
        Column.Text("Reason", "Short, machine understandable cause."),
        Column.Text("Object", "What the event is about."),
        Column.Wide("Subobject", "Part of the object, such as one container."),
        Column.Wide("Source", "Who reported the event."),
        Column.Text("Message", "Description for people."),
        Column.Wide("First Seen", "Time since the event was first seen."),
        Column.Wide("Count", "How often the event was seen."),
        new("Name", "string", "Name must be unique within a namespace.", Priority: 1, Format: "name"),
    ];

    public static object?[] Cells(Event value, DateTimeOffset now)
    {
        var first = value.FirstTimestamp.IsZero ? Since(value.EventTime, now) : HumanDuration.Since(value.FirstTimestamp, now);
        var last = value.LastTimestamp.IsZero ? first : HumanDuration.Since(value.LastTimestamp, now);
        long count = value.Count == 0 ? 1 : value.Count;
        if (value.Series is { } series)
        {
            last = Since(series.LastObservedTime, now);
            count = series.Count;
        }

        var kind = value.InvolvedObject.Kind.ToLowerInvariant();
        return
        [
            last,
            value.Type,
            value.Reason,
            value.InvolvedObject.Name.Length > 0 ? kind + "/" + value.InvolvedObject.Name : kind,
            value.InvolvedObject.FieldPath,
            Source(value),
            value.Message.Trim(),
            first,
            count,
            value.Metadata.Name,
        ];
    }

    private static string Since(MicroTime time, DateTimeOffset now) => time.IsZero ? CellText.Unknown : HumanDuration.Format(now - time.Value);

    private static string Source(Event value)
    {
        var component = value.Source.Component.Length > 0 ? value.Source.Component : value.ReportingController;
        var host = value.Source.Host.Length > 0 ? value.Source.Host : value.ReportingInstance;
        return component.Length > 0 && host.Length > 0 ? component + ", " + host : component + host;
    }
}
