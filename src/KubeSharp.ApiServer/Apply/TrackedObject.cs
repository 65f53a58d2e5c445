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
    public static DocObject Of(ApiObject value, ApiResource resource, string subresource) =>
        StripMetadata(DocDifference.Read(Encode(value), Tracked(resource, subresource)), resource, subresource);

    /// <summary>Two states of an object, without what is the same in both.</summary>
    /// <param name="old">Null for a new object: then the other state is whole.</param>
    /// <param name="next">The later state.</param>
    /// <param name="resource">Tells whether there is a status subresource.</param>
    /// <param name="subresource">Of the request.</param>
    public static (DocObject Old, DocObject Next) Differences(ApiObject? old, ApiObject next, ApiResource resource, string subresource)
    {
        if (old is null)
        {
            return (new DocObject(), Of(next, resource, subresource));
        }

        var (before, after) = DocDifference.Read(Encode(old), Encode(next), Tracked(resource, subresource));
        return (StripMetadata(before, resource, subresource), StripMetadata(after, resource, subresource));
    }

    /// <summary>Strips the document in place.</summary>
    public static DocObject Strip(DocObject document, ApiResource resource, string subresource)
    {
        var tracked = Tracked(resource, subresource);
        foreach (var field in document.Keys)
        {
            if (!tracked(field))
            {
                document.Remove(field);
            }
        }

        return StripMetadata(document, resource, subresource);
    }

    private static Func<string, bool> Tracked(ApiResource resource, string subresource)
    {
        if (subresource == "status")
        {
            return static field => field is "status" or "metadata";
        }

        return HasStatus(resource)
            ? static field => field is not ("apiVersion" or "kind" or "status")
            : static field => field is not ("apiVersion" or "kind");
    }

    private static DocObject StripMetadata(DocObject document, ApiResource resource, string subresource)
    {
        if (document["metadata"] is DocObject metadata)
        {
            foreach (var field in ServerFields)
            {
                metadata.Remove(field);
            }

            if (subresource == "status" && KeptThroughStatus(resource) is { } kept)
            {
                metadata.Remove(kept);
            }

            if (metadata.Count == 0)
            {
                document.Remove("metadata");
            }
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

    /// <summary>The owners of the fields are the largest part of the metadata, and have none themselves.</summary>
    private static byte[] Encode(ApiObject value) => JsonCodec.Encode(value with { Metadata = value.Metadata with { ManagedFields = default } });

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
