using KubeSharp.Api.Documents;

namespace KubeSharp.Api.Patching;

/// <summary>
/// The order of merged lists: the patch's items in the patch's order (or in that of its $setElementOrder), the others between
/// them where they stood before.
/// </summary>
internal static class ElementOrder
{
    /// <summary>Merges the lists that have a $setElementOrder and takes them out of the patch.</summary>
    public static void Apply(DocObject original, DocObject patch, StructSchema? schema)
    {
        foreach (var directive in patch.Keys.Where(k => k.StartsWith(StrategicMerge.OrderPrefix, StringComparison.Ordinal)))
        {
            var name = directive[StrategicMerge.OrderPrefix.Length..];
            if (patch[directive] is not DocArray order)
            {
                throw new PatchException($"the value of {directive} must be a list", isMalformed: true);
            }

            patch.Remove(directive);
            var field = schema?.Find(name);
            var before = original[name] as DocArray;
            var change = patch[name] as DocArray;
            if (patch[name] is not null && change is null)
            {
                continue;
            }

            patch.Remove(name);
            if (before is null && change is null)
            {
                continue;
            }

            var snapshot = (DocArray)(before ?? new DocArray()).Clone();
            var deleteDirective = StrategicMerge.DeletePrefix + name;
            var merged = change is null ? before!
                : before is null ? (DocArray)StrategicMerge.Fresh(change)
                : StrategicMerge.MergeList(before, change, field, field?.Type.Element?.Struct);
            if (patch[deleteDirective] is DocArray deleted)
            {
                merged = StrategicMerge.Without(merged, deleted);
                patch.Remove(deleteDirective);
            }

            original[name] = Normalize(merged, order, snapshot, field?.PatchMergeKey);
        }
    }

    public static DocArray Normalize(DocArray merged, DocArray order, DocArray server, string? mergeKey)
    {
        var inOrder = Places(order, mergeKey);
        var onServer = Places(server, mergeKey);
        int Of(Dictionary<string, int> places, DocNode item) => places.GetValueOrDefault(ListMerge.Identity(item, mergeKey), -1);

        var ordered = merged.Where(m => Of(inOrder, m) >= 0).OrderBy(m => Of(inOrder, m)).ToList();
        var others = merged.Where(m => Of(inOrder, m) < 0).OrderBy(m => Of(onServer, m)).ToList();
        var result = new DocArray();
        var (i, j) = (0, 0);
        while (i < others.Count || j < ordered.Count)
        {
            if (j >= ordered.Count || (i < others.Count && IsBefore(Of(onServer, others[i]), Of(onServer, ordered[j]))))
            {
                result.Add(others[i++]);
            }
            else
            {
                result.Add(ordered[j++]);
            }
        }

        return result;
    }

    private static bool IsBefore(int left, int right) => left >= 0 && right >= 0 && left < right;

    private static Dictionary<string, int> Places(DocArray list, string? mergeKey)
    {
        var places = new Dictionary<string, int>();
        for (var i = 0; i < list.Count; i++)
        {
            places.TryAdd(ListMerge.Identity(list[i], mergeKey), i);
        }

        return places;
    }
}
