using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Events;

/// <summary>What events.k8s.io asks for besides: a time, a known type, nothing of the fields it replaces, and no change but to the series.</summary>
internal static class StrictEventChecks
{
    public static void Create(ErrorList errors, Event value)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);
        Series(errors, value);
        if (value.EventTime.IsZero)
        {
            errors.Required(FieldPath.Root("eventTime"), "");
        }

        if (value.Type is not ("Normal" or "Warning"))
        {
            errors.InvalidText(FieldPath.Root("type"), "", "has invalid value: " + value.Type);
        }

        Unset(errors, "firstTimestamp", value.FirstTimestamp.IsZero);
        Unset(errors, "lastTimestamp", value.LastTimestamp.IsZero);
        Unset(errors, "count", value.Count == 0);
        Unset(errors, "source", value.Source is { Component: "", Host: "" });
    }

    public static void Update(ErrorList errors, Event value, Event old)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        if (value.Series != old.Series)
        {
            Series(errors, value);
        }

        Same(errors, "involvedObject", value.InvolvedObject, old.InvolvedObject);
        Same(errors, "reason", value.Reason, old.Reason);
        Same(errors, "message", value.Message, old.Message);
        Same(errors, "source", value.Source, old.Source);
        Same(errors, "firstTimestamp", value.FirstTimestamp, old.FirstTimestamp);
        Same(errors, "lastTimestamp", value.LastTimestamp, old.LastTimestamp);
        Same(errors, "count", value.Count, old.Count);
        Same(errors, "type", value.Type, old.Type);
        Same(errors, "eventTime", value.EventTime, old.EventTime);
        Same(errors, "action", value.Action, old.Action);
        Same(errors, "related", value.Related, old.Related);
        Same(errors, "reportingController", value.ReportingController, old.ReportingController);
        Same(errors, "reportingInstance", value.ReportingInstance, old.ReportingInstance);
    }

    private static void Series(ErrorList errors, Event value)
    {
        if (value.Series is not { } series)
        {
            return;
        }

        if (series.Count < 2)
        {
            errors.InvalidText(FieldPath.Root("series.count"), "", "should be at least 2");
        }

        if (series.LastObservedTime.IsZero)
        {
            errors.Required(FieldPath.Root("series.lastObservedTime"), "");
        }
    }

    private static void Unset(ErrorList errors, string field, bool isUnset)
    {
        if (!isUnset)
        {
            errors.InvalidText(FieldPath.Root(field), "", "needs to be unset");
        }
    }

    private static void Same<T>(ErrorList errors, string field, T value, T old)
    {
        if (!EqualityComparer<T>.Default.Equals(value, old))
        {
            errors.Invalid(FieldPath.Root(field), value is string text ? ErrorList.Quote(text) : value?.ToString() ?? "null", FieldChecks.Immutable);
        }
    }
}
