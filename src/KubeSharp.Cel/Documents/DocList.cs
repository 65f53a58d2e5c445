using KubeSharp.Api.Documents;
using KubeSharp.Cel.Schemas;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Documents;

/// <summary>
/// A JSON array. Lists of type set and map are equal in any order, and their sum keeps elements unique: of a set by value, of a map by its keys,
/// where the later element counts in the place of the earlier one.
/// </summary>
public sealed class DocList(DocArray items, DeclaredType? type) : CelList
{
    private readonly string? _listType = type?.Schema.XListType;

    public DocArray Document => items;

    public override int Count => items.Count;

    public override CelValue this[int index] => DocValues.Of(items[index], type?.Element);

    public override bool EqualTo(CelList other)
    {
        if (_listType is not ("set" or "map"))
        {
            return base.EqualTo(other);
        }

        if (Count != other.Count)
        {
            return false;
        }

        for (var i = 0; i < Count; i++)
        {
            if (!other.Contains(this[i]))
            {
                return false;
            }
        }

        return true;
    }

    public override CelList Concat(CelList other)
    {
        if (_listType is not ("set" or "map"))
        {
            return base.Concat(other);
        }

        var result = new List<CelValue>(ToArray());
        for (var i = 0; i < other.Count; i++)
        {
            var item = other[i];
            var same = result.FindIndex(existing => _listType == "set" ? ValueEquality.Equal(existing, item) : SameKeys(existing, item));
            if (same < 0)
            {
                result.Add(item);
            }
            else if (_listType == "map")
            {
                result[same] = item;
            }
        }

        return new ArrayCelList([.. result]);
    }

    private bool SameKeys(in CelValue left, in CelValue right)
    {
        if (left.Kind != CelKind.Map || right.Kind != CelKind.Map)
        {
            return false;
        }

        foreach (var key in type!.Schema.XListMapKeys)
        {
            var ours = left.AsMap.TryGetField(FieldNames.Escape(key) ?? key, out var a);
            var theirs = right.AsMap.TryGetField(FieldNames.Escape(key) ?? key, out var b);
            if (ours != theirs || (ours && !ValueEquality.Equal(a, b)))
            {
                return false;
            }
        }

        return true;
    }
}
