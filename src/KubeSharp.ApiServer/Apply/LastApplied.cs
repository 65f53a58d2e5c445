using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Documents;

namespace KubeSharp.ApiServer.Apply;

/// <summary>
/// The annotation in which a client-side <c>kubectl apply</c> keeps its configuration. When kubectl goes on with server-side
/// apply, what the annotation says is its own, and it is kept up to date for clients that still look at it.
/// </summary>
internal static class LastApplied
{
    /// <summary>The only manager to which this applies.</summary>
    public const string Manager = "kubectl";

    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";
    private const int MaxLength = 256 * 1024;

    /// <summary>The fields of the annotation whose values the object still has: those that its writer owns.</summary>
    public static FieldSet Owned(ApiObject live, DocObject liveTracked, ApiResource resource, Place place)
    {
        if (!live.Metadata.Annotations.TryGetValue(Annotation, out var text))
        {
            return FieldSet.Empty;
        }

        try
        {
            if (DocNode.Parse(Encoding.UTF8.GetBytes(text)) is not DocObject configuration || configuration.Text("apiVersion") != live.ApiType.ApiVersion)
            {
                return FieldSet.Empty;
            }

            var document = TrackedObject.Strip(configuration, resource, "");
            return OwnedFields.Applied(document, place).Except(OwnedFields.Changed(liveTracked, document, place));
        }
        catch (DecodeException)
        {
            // Something else wrote the annotation.
            return FieldSet.Empty;
        }
    }

    /// <summary>Writes the configuration into the merged object's annotation, if the object has that annotation already.</summary>
    public static void Refresh(ApiObject? live, DocObject merged, DocObject configuration)
    {
        if (live is null || !live.Metadata.Annotations.ContainsKey(Annotation))
        {
            return;
        }

        var applied = (DocObject)configuration.Clone();
        if (applied["metadata"] is DocObject metadata && metadata["annotations"] is DocObject given)
        {
            given.Remove(Annotation);
        }

        // As clients write it.
        var text = applied.Sorted() + "\n";
        if (text.Length <= MaxLength && merged["metadata"] is DocObject own && own["annotations"] is DocObject annotations)
        {
            annotations[Annotation] = new DocScalar(text);
        }
    }
}
