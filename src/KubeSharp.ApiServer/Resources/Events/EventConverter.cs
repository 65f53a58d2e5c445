using CoreV1 = KubeSharp.Api.Core.V1;
using EventsV1 = KubeSharp.Api.Events.V1;

namespace KubeSharp.ApiServer.Resources.Events;

/// <summary>The same event in the words of events.k8s.io.</summary>
internal sealed class EventConverter : VersionConverter<CoreV1.Event, EventsV1.Event>
{
    protected override EventsV1.Event ToServed(CoreV1.Event value) => new()
    {
        Metadata = value.Metadata,
        EventTime = value.EventTime,
        Series = value.Series is { } series ? new EventsV1.EventSeries { Count = series.Count, LastObservedTime = series.LastObservedTime } : null,
        ReportingController = value.ReportingController,
        ReportingInstance = value.ReportingInstance,
        Action = value.Action,
        Reason = value.Reason,
        Regarding = value.InvolvedObject,
        Related = value.Related,
        Note = value.Message,
        Type = value.Type,
        DeprecatedSource = value.Source,
        DeprecatedFirstTimestamp = value.FirstTimestamp,
        DeprecatedLastTimestamp = value.LastTimestamp,
        DeprecatedCount = value.Count,
    };

    protected override CoreV1.Event ToStored(EventsV1.Event value) => new()
    {
        Metadata = value.Metadata,
        EventTime = value.EventTime,
        Series = value.Series is { } series ? new CoreV1.EventSeries { Count = series.Count, LastObservedTime = series.LastObservedTime } : null,
        ReportingController = value.ReportingController,
        ReportingInstance = value.ReportingInstance,
        Action = value.Action,
        Reason = value.Reason,
        InvolvedObject = value.Regarding,
        Related = value.Related,
        Message = value.Note,
        Type = value.Type,
        Source = value.DeprecatedSource,
        FirstTimestamp = value.DeprecatedFirstTimestamp,
        LastTimestamp = value.DeprecatedLastTimestamp,
        Count = value.DeprecatedCount,
    };
}
