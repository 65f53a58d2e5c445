using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Documents;

namespace KubeSharp.ApiServer.Apply;

/// <summary>Divides a value into its parts, by path element.</summary>
internal static class Parts
{
    /// <summary>The parts in order; empty for a value that is one whole, or whose shape is not what the schema says.</summary>
    public static IEnumerable<(string Element, DocNode Value, Place Place)> Of(DocNode? value, Place place) => (place.Granularity, value) switch
    {
        (Granularity.Struct, DocObject fields) => fields.Select(field => ("f:" + field.Key, field.Value, Place.Of(place.Structure!, field.Key))),
        (Granularity.Map, DocObject entries) => entries.Select(entry => ("f:" + entry.Key, entry.Value, place.Item())),
        (Granularity.KeyedList, DocArray items) => items.Select(item => (KeyOf(item, place), item, place.Item())),
        (Granularity.Set, DocArray items) => items.Select(item => ("v:" + item, item, place.Item())),
        _ => [],
    };

    /// <summary>The value can be divided here.</summary>
    public static bool IsDivided(DocNode? value, Place place) => place.Granularity switch
    {
        Granularity.Struct or Granularity.Map => value is DocObject,
        Granularity.KeyedList or Granularity.Set => value is DocArray,
        _ => false,
    };

    /// <summary>The keys in alphabetical order; a key that the item leaves out has its default.</summary>
    private static string KeyOf(DocNode item, Place list)
    {
        var structure = list.Type!.Element!.Struct!;
        var keys = new DocObject();
        foreach (var name in list.Field!.ListMapKeys.Order(StringComparer.Ordinal))
        {
            if (item is DocObject fields && fields.TryGet(name, out var value))
            {
                keys.Add(name, value);
            }
            else if (structure.Find(name)?.Default is { } byDefault)
            {
                keys.Add(name, DocNode.Parse(Encoding.UTF8.GetBytes(byDefault)));
            }
        }

        return "k:" + keys;
    }
}
