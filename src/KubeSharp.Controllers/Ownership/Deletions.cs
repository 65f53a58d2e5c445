using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Controllers.Ownership;

/// <summary>Options of deletes.</summary>
internal static class Deletions
{
    /// <summary>Deletes this object, not another that has taken its name meanwhile.</summary>
    public static DeleteOptions Exactly(ApiObject value) => new() { Preconditions = new Preconditions { UID = value.Metadata.UID } };
}
