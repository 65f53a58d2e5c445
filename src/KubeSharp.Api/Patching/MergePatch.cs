using KubeSharp.Api.Documents;

namespace KubeSharp.Api.Patching;

/// <summary>JSON merge patch (RFC 7386).</summary>
internal static class MergePatch
{
    public static DocNode Apply(DocNode document, DocNode patch)
    {
        if (patch is not DocObject changes)
        {
            return patch;
        }

        var result = document as DocObject ?? new DocObject();
        foreach (var (name, change) in changes)
        {
            result[name] = change.IsNull ? null : Apply(result[name] ?? DocScalar.Null, change);
        }

        return result;
    }
}
