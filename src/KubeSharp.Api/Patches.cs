using KubeSharp.Api.Documents;
using KubeSharp.Api.Patching;

namespace KubeSharp.Api;

/// <summary>The three kinds of patches, on JSON documents.</summary>
public static class Patches
{
    /// <summary>RFC 6902.</summary>
    /// <exception cref="PatchException">The patch is bad or does not apply.</exception>
    public static byte[] Json(ReadOnlySpan<byte> document, ReadOnlySpan<byte> patch) => Json(Parse(document), patch).ToJson();

    public static DocNode Json(DocNode document, ReadOnlySpan<byte> patch) => JsonPatch.Apply(document, Parse(patch));

    /// <summary>RFC 7386.</summary>
    /// <exception cref="PatchException">The patch is bad.</exception>
    public static byte[] Merge(ReadOnlySpan<byte> document, ReadOnlySpan<byte> patch) => Merge(Parse(document), Parse(patch)).ToJson();

    public static DocNode Merge(DocNode document, DocNode patch) => MergePatch.Apply(document, patch);

    /// <summary>Kubernetes' strategic merge patch: lists merge by the keys of the schema.</summary>
    /// <exception cref="PatchException">The patch is bad or does not apply.</exception>
    public static byte[] Strategic(ReadOnlySpan<byte> document, ReadOnlySpan<byte> patch, StructSchema schema) =>
        Strategic(Parse(document), Parse(patch), schema).ToJson();

    public static DocNode Strategic(DocNode document, DocNode patch, StructSchema schema)
    {
        if (document is not DocObject original || patch is not DocObject changes)
        {
            throw new PatchException("invalid JSON document", isMalformed: true);
        }

        return StrategicMerge.Apply(original, changes, schema);
    }

    private static DocNode Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return DocNode.Parse(json);
        }
        catch (DecodeException e)
        {
            throw new PatchException(e.Message, e);
        }
    }
}
