using KubeSharp.Api;
using KubeSharp.Api.Documents;

namespace KubeSharp.ApiServer.Apply;

/// <summary>The part of an object that has owners: without what the server itself keeps, and without what the request cannot change.</summary>
internal static class TrackedObject
{
    private static readonly string[] ServerFields =
        ["name", "namespace", "creationTimestamp", "selfLink", "uid", "generation", "managedFields", "resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds"];

    /// <param name="value">The object; it is not changed.</param>
    /// <param name="resource">Tells whether there is a status subresource.</param>
    /// <param name="subresource">Of the request.</param>
    public static DocObject Of(ApiObject value, ApiResource resource, string subresource) => Strip(DocNode.Of(value), resource, subresource);

    /// <summary>Strips the document in place.</summary>
    public static DocObject Strip(DocObject document, ApiResource resource, string subresource)
    {
        document.Remove("apiVersion");
        document.Remove("kind");
        if (document["metadata"] is DocObject metadata)
        {
            foreach (var field in ServerFields)
            {
                metadata.Remove(field);
            }

            if (metadata.Count == 0)
            {
                document.Remove("metadata");
            }
        }

        if (subresource == "status")
        {
            foreach (var field in document.Keys.Where(field => field is not ("status" or "metadata")))
            {
                document.Remove(field);
            }

            if (KeptThroughStatus(resource) is { } kept && document["metadata"] is DocObject rest && rest.Remove(kept) && rest.Count == 0)
            {
                document.Remove("metadata");
            }
        }
        else if (HasStatus(resource))
        {
            document.Remove("status");
        }

        return document;
    }

    /// <summary>Metadata that a write of the status does not change.</summary>
    private static string? KeptThroughStatus(ApiResource resource) => (resource.Group, resource.Name) switch
    {
        ("apps", "deployments") => "labels",
        ("", "pods") => "ownerReferences",
        _ => null,
    };

    private static bool HasStatus(ApiResource resource)
    {
        foreach (var subresource in resource.Subresources)
        {
            if (subresource.Name == "status")
            {
                return true;
            }
        }

        return false;
    }
}
