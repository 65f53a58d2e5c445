using KubeSharp.Api;
using KubeSharp.Api.Documents;

namespace KubeSharp.ApiServer.Apply;

/// <summary>Which fields an object has, and which differ between two.</summary>
internal static class OwnedFields
{
    /// <summary>The fields that an applied configuration claims.</summary>
    public static FieldSet Applied(DocNode configuration, Place place)
    {
        var set = new FieldSet();
        AddApplied(set, configuration, place);
        return set;
    }

    /// <summary>Fields of <paramref name="next"/> that are new or have another value.</summary>
    public static FieldSet Changed(DocNode? old, DocNode? next, Place place)
    {
        var set = new FieldSet();
        AddChanged(set, old, next, place);
        return set;
    }

    /// <summary>Fields of <paramref name="old"/> that <paramref name="next"/> has no more.</summary>
    public static FieldSet Removed(DocNode? old, DocNode? next, Place place)
    {
        var set = new FieldSet();
        AddRemoved(set, old, next, place);
        return set;
    }

    private static void AddApplied(FieldSet set, DocNode value, Place place)
    {
        if (!Parts.IsDivided(value, place))
        {
            set.IsMember = true;
            return;
        }

        foreach (var (element, part, partPlace) in Parts.Of(value, place))
        {
            var child = set.GetOrAdd(element);
            AddApplied(child, part, partPlace);
            child.IsMember |= part is DocObject { Count: 0 } || place.Granularity != Granularity.Struct;
        }
    }

    private static void AddChanged(FieldSet set, DocNode? old, DocNode? next, Place place)
    {
        if (next is null)
        {
            return;
        }

        if (!Parts.IsDivided(next, place) || (old is not null && !Parts.IsDivided(old, place)))
        {
            set.IsMember |= old is null || !old.DeepEquals(next);
            return;
        }

        var before = Index(old, place);
        foreach (var (element, part, partPlace) in Parts.Of(next, place))
        {
            var was = before.GetValueOrDefault(element);
            var child = set.GetOrAdd(element);
            AddChanged(child, was, part, partPlace);
            if (was is null && (place.Granularity != Granularity.Struct || partPlace.IsOptional || part is DocObject { Count: 0 } or DocArray { Count: 0 }))
            {
                child.IsMember = true;
            }

            if (child.IsEmpty)
            {
                set.Remove(element);
            }
        }
    }

    private static void AddRemoved(FieldSet set, DocNode? old, DocNode? next, Place place)
    {
        if (!Parts.IsDivided(old, place))
        {
            return;
        }

        var after = Index(next, place);
        foreach (var (element, part, partPlace) in Parts.Of(old, place))
        {
            var child = set.GetOrAdd(element);
            if (after.TryGetValue(element, out var remains))
            {
                AddRemoved(child, part, remains, partPlace);
            }
            else
            {
                AddAll(child, part, partPlace);
            }

            if (child.IsEmpty)
            {
                set.Remove(element);
            }
        }
    }

    private static void AddAll(FieldSet set, DocNode value, Place place)
    {
        set.IsMember = true;
        foreach (var (element, part, partPlace) in Parts.Of(value, place))
        {
            AddAll(set.GetOrAdd(element), part, partPlace);
        }
    }

    private static Dictionary<string, DocNode> Index(DocNode? value, Place place)
    {
        var parts = new Dictionary<string, DocNode>();
        foreach (var (element, part, _) in Parts.Of(value, place))
        {
            parts[element] = part;
        }

        return parts;
    }
}
