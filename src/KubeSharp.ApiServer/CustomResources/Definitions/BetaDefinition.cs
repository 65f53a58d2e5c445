using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Documents;

namespace KubeSharp.ApiServer.CustomResources.Definitions;

/// <summary>
/// Definitions in v1beta1, which upstream stores although nobody serves it any more. What all versions have in common stands beside them there, and
/// a definition may have one version that is not in a list.
/// </summary>
internal static class BetaDefinition
{
    public const string ApiVersion = "apiextensions.k8s.io/v1beta1";

    /// <exception cref="DecodeException">It is no definition.</exception>
    public static CustomResourceDefinition Read(ReadOnlySpan<byte> json)
    {
        var document = DocNode.Parse(json) as DocObject ?? throw new DecodeException("a definition is an object");
        if (document["spec"] is DocObject spec)
        {
            Versions(spec);
            Conversion(spec);
        }

        return JsonCodec.Decode<CustomResourceDefinition>(document.ToJson());
    }

    private static void Versions(DocObject spec)
    {
        if (spec["versions"] is not DocArray { Count: > 0 } versions)
        {
            var only = new DocObject { ["name"] = spec["version"] ?? new DocScalar(""), ["served"] = DocScalar.True, ["storage"] = DocScalar.True };
            spec["versions"] = versions = new DocArray([only]);
        }

        foreach (var version in versions.OfType<DocObject>())
        {
            Inherit(version, "schema", spec["validation"]);
            Inherit(version, "subresources", spec["subresources"]);
            Inherit(version, "additionalPrinterColumns", spec["additionalPrinterColumns"]);
            Inherit(version, "selectableFields", spec["selectableFields"]);
            foreach (var column in (version["additionalPrinterColumns"] as DocArray)?.OfType<DocObject>() ?? [])
            {
                Rename(column, "JSONPath", "jsonPath");
            }
        }

        foreach (var name in (string[])["version", "validation", "subresources", "additionalPrinterColumns", "selectableFields"])
        {
            spec.Remove(name);
        }
    }

    private static void Conversion(DocObject spec)
    {
        if (spec["conversion"] is not DocObject conversion || conversion["webhookClientConfig"] is not { } client)
        {
            return;
        }

        var webhook = new DocObject { ["clientConfig"] = client };
        Inherit(webhook, "conversionReviewVersions", conversion["conversionReviewVersions"]);
        conversion.Remove("webhookClientConfig");
        conversion.Remove("conversionReviewVersions");
        conversion["webhook"] = webhook;
    }

    private static void Inherit(DocObject version, string name, DocNode? common)
    {
        if (common is not null && !version.Contains(name))
        {
            version[name] = common.Clone();
        }
    }

    private static void Rename(DocObject owner, string name, string other)
    {
        if (owner[name] is { } value)
        {
            owner.Remove(name);
            owner[other] = value;
        }
    }
}
