using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Documents;
using KubeSharp.ApiServer.Apply;

namespace KubeSharp.ApiServer.Admission.Policies.Mutations;

/// <summary>Finds the lists, maps and structs of a configuration that apply would replace as one whole.</summary>
internal static class AtomicParts
{
    /// <summary>Their paths, such as <c>.spec.containers[0].args</c>.</summary>
    public static List<string> Find(DocObject configuration, Place root)
    {
        var found = new List<string>();
        Find(found, "", configuration, root);
        return found;
    }

    private static void Find(List<string> found, string path, DocNode value, Place place)
    {
        var isMap = place.Structure is not null || place.Type?.Shape == TypeShape.Map;
        if (value is DocObject fields && isMap)
        {
            if (place.Granularity == Granularity.Whole)
            {
                found.Add(path);
            }

            foreach (var (name, part) in fields)
            {
                Find(found, $"{path}.{name}", part, place.Structure is { } structure ? Place.Of(structure, name) : place.Item());
            }
        }
        else if (value is DocArray items && place.Type?.Shape == TypeShape.List)
        {
            if (place.Granularity == Granularity.Whole)
            {
                found.Add(path);
            }

            foreach (var (index, item) in items.Index())
            {
                Find(found, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), item, place.Item());
            }
        }
    }
}
