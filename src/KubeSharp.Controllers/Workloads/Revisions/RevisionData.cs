using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Workloads.Revisions;

/// <summary>
/// What a ControllerRevision remembers of a DaemonSet or StatefulSet: a strategic merge patch that puts the pod template back. kubectl applies it
/// as it is.
/// </summary>
internal static class RevisionData
{
    private const string Prefix = """{"spec":{"template":{"$patch":"replace",""";
    private const string Suffix = "}}";

    public static RawJson Of(PodTemplateSpec template)
    {
        var encoded = JsonCodec.EncodeBare(template);
        return new RawJson([.. Encoding.UTF8.GetBytes(Prefix), .. encoded.AsSpan(1), .. Encoding.UTF8.GetBytes(Suffix)]);
    }

    /// <summary>The pod template of a revision.</summary>
    /// <exception cref="DecodeException">The data is not such a patch.</exception>
    public static PodTemplateSpec Template(ControllerRevision revision) => JsonCodec.Decode<StatefulSet>(revision.Data.Span).Spec.Template;
}
