using KubeSharp.Api.Documents;

namespace KubeSharp.Api.Patching;

/// <summary>Lists that merge: sets of scalars, and objects matched by a key.</summary>
internal static class ListMerge
{
    public static DocArray Merge(DocArray original, DocArray patch, string? mergeKey, StructSchema? element)
    {
        var isObjects = patch.Concat(original).Any(i => i is DocObject);
        if (!isObjects)
        {
            return MergeSet(original, patch);
        }

        if (string.IsNullOrEmpty(mergeKey))
        {
            throw new PatchException($"cannot merge lists without merge key for type {element?.Name ?? "unknown"}");
        }

        foreach (var item in patch.OfType<DocObject>())
        {
            CheckDirective(item);
        }

        if (patch.Any(IsReplace))
        {
            return new DocArray(patch.Where(i => !IsReplace(i)).Select(StrategicMerge.Fresh));
        }

        var deleted = patch.OfType<DocObject>()
            .Where(o => o.Text(StrategicMerge.Directive) == "delete")
            .Select(o => Identity(o, mergeKey))
            .ToHashSet();
        var kept = new DocArray(original.Where(o => !deleted.Contains(Identity(Checked(o, mergeKey), mergeKey))));
        var changes = new DocArray(patch.Where(p => p is not DocObject o || o[StrategicMerge.Directive] is null));
        var merged = MergeObjects(kept, changes, mergeKey, element);
        return ElementOrder.Normalize(merged, changes, original, mergeKey);
    }

    /// <summary>The value of the merge key.</summary>
    /// <exception cref="PatchException">The element has none.</exception>
    public static DocNode Key(DocNode element, string mergeKey)
    {
        if (element is not DocObject o)
        {
            throw new PatchException($"expected an object with the merge key {mergeKey}");
        }

        return o[mergeKey] ?? throw new PatchException($"map: {GoText.Plain(o)} does not contain declared merge key: {mergeKey}") { IsBare = true };
    }

    /// <summary>What makes an element the same one: its merge key, or the whole of it.</summary>
    public static string Identity(DocNode element, string? mergeKey) =>
        string.IsNullOrEmpty(mergeKey) || element is not DocObject ? element.ToString() : Key(element, mergeKey).ToString();

    private static DocArray MergeSet(DocArray original, DocArray patch)
    {
        var all = new DocArray(original.Concat(patch).DistinctBy(i => i.ToString()));

        return ElementOrder.Normalize(all, patch, original, null);
    }

    private static DocArray MergeObjects(DocArray original, DocArray patch, string mergeKey, StructSchema? element)
    {
        var places = new Dictionary<string, int>();
        for (var i = 0; i < original.Count; i++)
        {
            places.TryAdd(Identity(original[i], mergeKey), i);
        }

        foreach (var change in patch)
        {
            if (!places.TryGetValue(Identity(Checked(change, mergeKey), mergeKey), out var at))
            {
                places.Add(Identity(change, mergeKey), original.Count);
                original.Add(StrategicMerge.Fresh(change));
            }
            else
            {
                original[at] = StrategicMerge.MergeObject((DocObject)original[at], (DocObject)change.Clone(), element);
            }
        }

        return original;
    }

    private static void CheckDirective(DocObject item)
    {
        switch ((item[StrategicMerge.Directive] as DocScalar)?.Text)
        {
            case "delete" or "replace":
            case null when item[StrategicMerge.Directive] is null:
                break;
            case "merge":
                throw new PatchException("merging lists cannot yet be specified in the patch") { IsBare = true };
            default:
                throw StrategicMerge.UnknownDirective(item);
        }
    }

    private static bool IsReplace(DocNode item) => item is DocObject o && o.Text(StrategicMerge.Directive) == "replace";

    private static DocNode Checked(DocNode element, string mergeKey)
    {
        Key(element, mergeKey);
        return element;
    }
}
