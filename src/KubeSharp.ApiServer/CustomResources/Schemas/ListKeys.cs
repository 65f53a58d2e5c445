using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Documents;

namespace KubeSharp.ApiServer.CustomResources.Schemas;

/// <summary>What tells the items of a list apart: themselves in a set, their key fields in a map; nothing in an atomic list.</summary>
internal static class ListKeys
{
    /// <summary>As JSON; null where items have no key.</summary>
    public static string? Of(DocNode item, JSONSchemaProps list)
    {
        switch (list.XListType)
        {
            case "set":
                return item.ToString();
            case "map" when item is DocObject fields:
                var keys = new DocObject();
                foreach (var name in list.XListMapKeys)
                {
                    if (fields.TryGet(name, out var value))
                    {
                        keys.Add(name, value);
                    }
                }

                return keys.ToString();
            default:
                return null;
        }
    }

    public static Dictionary<string, DocNode> Index(DocArray? items, JSONSchemaProps list)
    {
        var index = new Dictionary<string, DocNode>(StringComparer.Ordinal);
        foreach (var item in items?.Items ?? [])
        {
            if (Of(item, list) is { } key)
            {
                index[key] = item;
            }
        }

        return index;
    }
}
