using KubeSharp.Api;
using KubeSharp.Api.Documents;

namespace KubeSharp.ApiServer.Apply;

/// <summary>What a write does to the fields of an object, in one version of its kind.</summary>
/// <param name="Changed">Fields that are new or have another value.</param>
/// <param name="Removed">Fields that are there no more.</param>
internal sealed record FieldChange(FieldSet Changed, FieldSet Removed)
{
    public bool IsEmpty => Changed.IsEmpty && Removed.IsEmpty;

    /// <param name="old">Null for a new object.</param>
    /// <param name="next">The later state, in the same version.</param>
    /// <param name="resource">Tells whether there is a status subresource.</param>
    /// <param name="subresource">Of the request.</param>
    public static FieldChange Between(ApiObject? old, ApiObject next, ApiResource resource, string subresource)
    {
        var (before, after) = TrackedObject.Differences(old, next, resource, subresource);
        return Between(before, after, Place.Root(next.ApiType));
    }

    public static FieldChange Between(DocObject old, DocObject next, Place place) =>
        new(OwnedFields.Changed(old, next, place), OwnedFields.Removed(old, next, place));
}
