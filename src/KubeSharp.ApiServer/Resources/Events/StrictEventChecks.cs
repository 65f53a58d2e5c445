using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Events;

/// <summary>
/// What events.k8s.io asks of new events besides: a time, a known type, and nothing of the fields it replaces. Upstream means to allow
/// no change but to the series later, but compares the event with itself, and clients have come to change notes.
/// </summary>
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
}
