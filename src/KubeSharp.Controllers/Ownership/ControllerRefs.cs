using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;

namespace KubeSharp.Controllers.Ownership;

/// <summary>The owner reference that says which controller an object belongs to. There is at most one.</summary>
internal static class ControllerRefs
{
    public static OwnerReference? Of(ApiObject value)
    {
        foreach (var reference in value.Metadata.OwnerReferences)
        {
            if (reference.Controller == true)
            {
                return reference;
            }
        }

        return null;
    }

    /// <summary>The controller of an object if it is of this kind.</summary>
    public static NamespacedName? OwnerOf<T>(ApiObject value)
        where T : ApiObject, IApiKind<T> =>
        Of(value) is { } reference && reference.IsTo(T.Type) ? new NamespacedName(value.Metadata.Namespace, reference.Name) : null;

    public static OwnerReference To(ApiObject owner) => new()
    {
        APIVersion = owner.ApiType.ApiVersion,
        Kind = owner.ApiType.Kind,
        Name = owner.Metadata.Name,
        UID = owner.Metadata.UID,
        Controller = true,
        BlockOwnerDeletion = true,
    };

    public static bool IsControlledBy(ApiObject value, ApiObject owner) => Of(value) is { } reference && reference.UID == owner.Metadata.UID;

    /// <summary>Whether the reference is of this kind in any version of its group.</summary>
    public static bool IsTo(this OwnerReference reference, ApiType type)
    {
        var slash = reference.APIVersion.IndexOf('/');
        var group = slash < 0 ? ReadOnlySpan<char>.Empty : reference.APIVersion.AsSpan(0, slash);
        return reference.Kind == type.Kind && group.SequenceEqual(type.Group);
    }
}
