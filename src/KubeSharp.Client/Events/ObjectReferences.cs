using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Client.Events;

/// <summary>References to objects, as events carry them.</summary>
public static class ObjectReferences
{
    public static ObjectReference To(ApiObject value, string fieldPath = "") => new()
    {
        APIVersion = value.ApiType.ApiVersion,
        Kind = value.ApiType.Kind,
        Namespace = value.Metadata.Namespace,
        Name = value.Metadata.Name,
        UID = value.Metadata.UID,
        ResourceVersion = value.Metadata.ResourceVersion,
        FieldPath = fieldPath,
    };
}
