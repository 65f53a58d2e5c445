using KubeSharp.Api.Documents;

namespace KubeSharp.ApiServer.Apply;

/// <summary>Which fields an object has, and which differ between two.</summary>
internal static class OwnedFields
{
    /// <summary>The fields that an applied configuration claims.</summary>
    public static FieldSet Applied(DocNode configuration, Place place)
    {
        if (!Parts.IsDivided(configuration, place))
        {
            return FieldSet.Leaf;
        }

        var claimed = new List<KeyValuePair<string, FieldSet>>();
        foreach (var (element, part, partPlace) in Parts.Of(configuration, place))
        {
            var fields = Applied(part, partPlace);
            claimed.Add(new(element, part is DocObject { Count: 0 } || place.Granularity != Granularity.Struct ? fields.AsMember() : fields));
        }

        return FieldSet.Of(false, claimed);
    }

    /// <summary>Fields of <paramref name="next"/> that are new or have another value.</summary>
    public static FieldSet Changed(DocNode? old, DocNode? next, Place place)
    {
        if (next is null)
        {
            return FieldSet.Empty;
        }

        if (!Parts.IsDivided(next, place) || (old is not null && !Parts.IsDivided(old, place)))
        {
            return old is not null && old.DeepEquals(next) ? FieldSet.Empty : FieldSet.Leaf;
        }

        var before = new PartIndex(old, place);
        var changed = new List<KeyValuePair<string, FieldSet>>();
        foreach (var (element, part, partPlace) in Parts.Of(next, place))
        {
            var was = before.Find(element);
            var fields = Changed(was, part, partPlace);
            var appears = was is null && (place.Granularity != Granularity.Struct || partPlace.IsOptional || part is DocObject { Count: 0 } or DocArray { Count: 0 });
            changed.Add(new(element, appears ? fields.AsMember() : fields));
        }

        return FieldSet.Of(false, changed);
    }

    /// <summary>Fields of <paramref name="old"/> that <paramref name="next"/> has no more.</summary>
    public static FieldSet Removed(DocNode? old, DocNode? next, Place place)
    {
        if (!Parts.IsDivided(old, place))
        {
            return FieldSet.Empty;
        }

        var after = new PartIndex(next, place);
        var removed = new List<KeyValuePair<string, FieldSet>>();
        foreach (var (element, part, partPlace) in Parts.Of(old, place))
        {
            removed.Add(new(element, after.Find(element) is { } remains ? Removed(part, remains, partPlace) : All(part, partPlace)));
        }

        return FieldSet.Of(false, removed);
    }

    private static FieldSet All(DocNode value, Place place)
    {
        var all = new List<KeyValuePair<string, FieldSet>>();
        foreach (var (element, part, partPlace) in Parts.Of(value, place))
        {
            all.Add(new(element, All(part, partPlace)));
        }

        return FieldSet.Of(true, all);
    }
}
