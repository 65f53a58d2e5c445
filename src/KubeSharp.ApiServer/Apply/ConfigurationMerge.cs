using KubeSharp.Api.Documents;

namespace KubeSharp.ApiServer.Apply;

/// <summary>Lays an applied configuration over an object, and takes out what its manager no longer applies.</summary>
internal static class ConfigurationMerge
{
    /// <summary>The object with everything the configuration says. Neither of the two is changed.</summary>
    public static DocNode Merge(DocNode? live, DocNode configuration, Place place)
    {
        if (live is null || !Parts.IsDivided(configuration, place) || !Parts.IsDivided(live, place))
        {
            return configuration.Clone();
        }

        return configuration is DocObject fields ? MergeObject((DocObject)live, fields, place) : MergeList(live, configuration, place);
    }

    /// <summary>Removes the members of <paramref name="dropped"/> from the value. A list item that keeps any field keeps its keys.</summary>
    public static void Prune(DocNode value, FieldSet dropped, Place place)
    {
        foreach (var (element, part, partPlace) in Parts.Of(value, place).ToArray())
        {
            if (dropped.Find(element) is not { } below)
            {
                continue;
            }

            // An item that nobody owns takes along what others have put into it.
            var gone = !below.HasChildren || (below.IsMember && place.Granularity != Granularity.Struct);
            if (!gone)
            {
                var keys = Keys(part, place);
                Prune(part, below, partPlace);
                gone = part is DocObject { Count: 0 } or DocArray { Count: 0 };
                if (!gone)
                {
                    Restore(part, keys);
                }
            }

            if (gone)
            {
                RemovePart(value, element, part);
            }
        }
    }

    private static List<KeyValuePair<string, DocNode>> Keys(DocNode item, Place list) => list.Granularity == Granularity.KeyedList && item is DocObject fields
        ? [.. fields.Where(field => list.Field!.ListMapKeys.Contains(field.Key))]
        : [];

    private static void Restore(DocNode item, List<KeyValuePair<string, DocNode>> keys)
    {
        foreach (var (name, value) in keys)
        {
            ((DocObject)item)[name] = value;
        }
    }

    private static DocObject MergeObject(DocObject live, DocObject configuration, Place place)
    {
        var result = (DocObject)live.Clone();
        foreach (var (element, part, partPlace) in Parts.Of(configuration, place))
        {
            var name = element[2..];
            if (part.IsNull && place.Granularity == Granularity.Struct)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = Merge(live[name], part, partPlace);
            }
        }

        return result;
    }

    /// <summary>Items of the configuration keep its order; the others stay where they are between them.</summary>
    private static DocArray MergeList(DocNode live, DocNode configuration, Place place)
    {
        var mine = Parts.Of(live, place).ToArray();
        var theirs = Parts.Of(configuration, place).ToArray();
        var wanted = theirs.Select(item => item.Element).ToHashSet();
        var present = new Dictionary<string, DocNode>();
        foreach (var (element, value, _) in mine)
        {
            present[element] = value;
        }

        var result = new DocArray();
        var next = 0;
        foreach (var (element, value, _) in mine)
        {
            if (!wanted.Contains(element))
            {
                result.Add(value.Clone());
                continue;
            }

            // Everything the configuration has up to here that the object does not have yet, then one item that both have.
            while (next < theirs.Length)
            {
                var (current, item, itemPlace) = theirs[next++];
                result.Add(Merge(present.GetValueOrDefault(current), item, itemPlace));
                if (present.ContainsKey(current))
                {
                    break;
                }
            }
        }

        for (; next < theirs.Length; next++)
        {
            var (current, item, itemPlace) = theirs[next];
            result.Add(Merge(present.GetValueOrDefault(current), item, itemPlace));
        }

        return result;
    }

    private static void RemovePart(DocNode value, string element, DocNode part)
    {
        if (value is DocObject fields)
        {
            fields.Remove(element[2..]);
        }
        else
        {
            ((DocArray)value).Items.Remove(part);
        }
    }
}
