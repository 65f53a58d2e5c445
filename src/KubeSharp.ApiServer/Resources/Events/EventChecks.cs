using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Events;

/// <summary>
/// Rules of events. Those written for events.k8s.io have an eventTime and must be complete; the older ones only have to lie in
/// the namespace of what they are about.
/// </summary>
internal static class EventChecks
{
    private const int NameLimit = 128;
    private const int NoteLimit = 1024;

    public static void Validate(ErrorList errors, Event value)
    {
        Namespace(errors, value);
        if (value.EventTime.IsZero)
        {
            return;
        }

        if (value.ReportingController.Length == 0)
        {
            errors.Required(FieldPath.Root("reportingController"), "");
        }

        NameChecks.QualifiedName(errors, FieldPath.Root("reportingController"), null, value.ReportingController);
        Limited(errors, "reportingInstance", value.ReportingInstance);
        Limited(errors, "action", value.Action);
        Limited(errors, "reason", value.Reason);
        if (Utf8Length.Of(value.Message) > NoteLimit)
        {
            errors.InvalidText(FieldPath.Root("message"), "", $"can have at most {NoteLimit} characters");
        }
    }

    /// <summary>Older events name an object of their own namespace, or a cluster-wide one from the default namespace.</summary>
    private static void Namespace(ErrorList errors, Event value)
    {
        var about = value.InvolvedObject.Namespace;
        var place = value.Metadata.Namespace;
        var matches = about.Length == 0
            ? place == "default" || place == (value.EventTime.IsZero ? "" : "kube-system")
            : about == place || !value.EventTime.IsZero;
        if (!matches)
        {
            errors.InvalidText(FieldPath.Root("involvedObject").Child("namespace"), about, "does not match event.namespace");
        }

        if (!NameRules.IsDns1123Subdomain(place))
        {
            NameChecks.Report(errors, FieldPath.Root("namespace"), null, place, NameMessages.Dns1123Subdomain(place));
        }
    }

    private static void Limited(ErrorList errors, string field, string value)
    {
        if (value.Length == 0)
        {
            errors.Required(FieldPath.Root(field), "");
        }
        else if (value.Length > NameLimit)
        {
            errors.InvalidText(FieldPath.Root(field), "", $"can have at most {NameLimit} characters");
        }
    }
}
