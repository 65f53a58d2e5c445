using KubeSharp.Api;

namespace KubeSharp.ApiServer.Admission;

/// <summary>What nearly every plugin asks of its context.</summary>
internal static class AdmissionContextExtensions
{
    /// <summary>Whether the request is for the resource itself, not for one of its subresources.</summary>
    public static bool IsFor(this AdmissionContext context, string group, string resource) => context.IsFor(group, resource, "");

    public static bool IsFor(this AdmissionContext context, string group, string resource, string subresource) =>
        context.Resource.Name == resource && context.Resource.Group == group && context.Subresource == subresource;

    /// <summary>The 403 answer that upstream gives when a plugin says no.</summary>
    public static ApiException Forbidden(this AdmissionContext context, string message) =>
        ApiErrors.Forbidden(context.Resource.Group, context.Resource.Name, context.NameForMessages(), message);

    /// <summary>Whether it is about something that lives in a namespace, and not about the namespace itself.</summary>
    public static bool IsInsideNamespace(this AdmissionContext context) =>
        context.Namespace.Length > 0 && !(context.Resource.Name == "namespaces" && context.Resource.Group.Length == 0);

    /// <summary>The answer that upstream gives when a plugin fails without a status: 500 and no reason.</summary>
    public static ApiException Unexplained(this AdmissionContext context, string message) =>
        new(context.Forbidden("").Status with { Code = 500, Reason = "", Message = message, Details = null });

    private static string NameForMessages(this AdmissionContext context)
    {
        if (context.Name.Length > 0)
        {
            return context.Name;
        }

        return context.Object is ApiObject { Metadata: var metadata }
            ? metadata.Name.Length > 0 ? metadata.Name : metadata.GenerateName.Length > 0 ? metadata.GenerateName : "Unknown"
            : "Unknown";
    }
}
