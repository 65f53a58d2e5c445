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
    /// <summary>How an encoded template begins; metadata is always there.</summary>
    private static ReadOnlySpan<byte> Opening => """{"metadata":{"""u8;

    /// <summary>
    /// The patch, byte for byte as upstream's controllers wrote it up to 1.33: clients of these versions find the current revision by
    /// comparing bytes. Hence a creation time that is null.
    /// </summary>
    public static RawJson Of(PodTemplateSpec template)
    {
        var encoded = JsonCodec.EncodeBare(template with { Metadata = template.Metadata with { CreationTimestamp = default } });
        var metadata = encoded.AsSpan(Opening.Length);
        byte[] patch =
        [
            .. """{"spec":{"template":{"$patch":"replace","metadata":{"creationTimestamp":null"""u8,
            .. metadata[0] == (byte)'}' ? ""u8 : ","u8,
            .. metadata,
            .. "}}"u8,
        ];
        return new RawJson(SortedJson.Of(patch));
    }

    /// <summary>Whether a revision holds the template, in whichever version's spelling.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="template">The template.</param>
    /// <param name="data">What <see cref="Of"/> makes of the template.</param>
    public static bool IsOf(ControllerRevision revision, PodTemplateSpec template, RawJson data)
    {
        if (revision.Data == data)
        {
            return true;
        }

        try
        {
            return Template(revision).Equals(template);
        }
        catch (DecodeException)
        {
            return false;
        }
    }

    /// <summary>The pod template of a revision.</summary>
    /// <exception cref="DecodeException">The data is not such a patch.</exception>
    public static PodTemplateSpec Template(ControllerRevision revision) => JsonCodec.Decode<StatefulSet>(revision.Data.Span).Spec.Template;
}
