using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Documents;

namespace KubeSharp.ApiServer.Apply;

/// <summary>
/// A set of fields as a tree, in the form of fieldsV1. A path element is written as there: <c>f:name</c> a field or map key, <c>k:{…}</c> a list item by
/// its keys, <c>v:…</c> an item of a set. Immutable: what two sets have in common they may share.
/// <code>
/// f:spec
///   f:containers
///     k:{"name":"web"}     itself a member (".")
///       f:image
/// </code>
/// </summary>
internal sealed class FieldSet
{
    private const string Self = ".";

    // In ordinal order, and none of them empty.
    private readonly KeyValuePair<string, FieldSet>[] _children;

    private FieldSet(bool isMember, KeyValuePair<string, FieldSet>[] children) => (IsMember, _children) = (isMember, children);

    public static FieldSet Empty { get; } = new(false, []);

    /// <summary>The place itself and nothing below it.</summary>
    public static FieldSet Leaf { get; } = new(true, []);

    /// <summary>The place itself belongs to the set, not only what lies below it.</summary>
    public bool IsMember { get; }

    public bool IsEmpty => !IsMember && _children.Length == 0;

    public bool HasChildren => _children.Length > 0;

    /// <param name="isMember">Whether the place itself belongs to the set.</param>
    /// <param name="children">What lies below, in any order, as often as it may be. Taken over.</param>
    public static FieldSet Of(bool isMember, List<KeyValuePair<string, FieldSet>> children)
    {
        children.RemoveAll(static child => child.Value.IsEmpty);
        if (children.Count == 0)
        {
            return isMember ? Leaf : Empty;
        }

        for (var next = 1; next < children.Count; next++)
        {
            if (string.CompareOrdinal(children[next - 1].Key, children[next].Key) >= 0)
            {
                return new FieldSet(isMember, Sorted(children));
            }
        }

        return new FieldSet(isMember, [.. children]);
    }

    /// <exception cref="DecodeException">The text is no fieldsV1.</exception>
    public static FieldSet Parse(RawJson fields) => fields.IsNil ? Empty : Read(DocNode.Parse(fields.Span), root: true);

    public RawJson ToFieldsV1() => new(ToDocument().ToJson());

    public FieldSet? Find(string element)
    {
        var (low, high) = (0, _children.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            switch (string.CompareOrdinal(_children[middle].Key, element))
            {
                case 0:
                    return _children[middle].Value;
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }

        return null;
    }

    public FieldSet AsMember() => IsMember ? this : new FieldSet(true, _children);

    /// <summary>What is in either.</summary>
    public FieldSet Union(FieldSet other)
    {
        if (ReferenceEquals(this, other) || other.IsEmpty)
        {
            return this;
        }

        return IsEmpty ? other : Of(IsMember || other.IsMember, [.. _children, .. other._children]);
    }

    /// <summary>What is not in the other; this very set if nothing is.</summary>
    public FieldSet Except(FieldSet other)
    {
        if (other._children.Length == 0 && !(IsMember && other.IsMember))
        {
            return this;
        }

        var changed = IsMember && other.IsMember;
        var remaining = new List<KeyValuePair<string, FieldSet>>(_children.Length);
        foreach (var (element, child) in _children)
        {
            var rest = other.Find(element) is { } theirs ? child.Except(theirs) : child;
            changed |= rest != child;
            remaining.Add(new(element, rest));
        }

        return changed ? Of(IsMember && !other.IsMember, remaining) : this;
    }

    /// <summary>What is in both.</summary>
    public FieldSet Intersect(FieldSet other)
    {
        var common = new List<KeyValuePair<string, FieldSet>>();
        foreach (var (element, child) in _children)
        {
            if (other.Find(element) is { } theirs)
            {
                common.Add(new(element, child.Intersect(theirs)));
            }
        }

        return Of(IsMember && other.IsMember, common);
    }

    public bool SetEquals(FieldSet other) =>
        ReferenceEquals(this, other)
        || (IsMember == other.IsMember
            && _children.Length == other._children.Length
            && Array.TrueForAll(_children, child => other.Find(child.Key) is { } theirs && child.Value.SetEquals(theirs)));

    /// <summary>The members as people read them: <c>.spec.containers[name="web"].image</c>.</summary>
    public IEnumerable<string> Paths() => Paths("");

    private static KeyValuePair<string, FieldSet>[] Sorted(List<KeyValuePair<string, FieldSet>> children)
    {
        children.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        var result = new List<KeyValuePair<string, FieldSet>>(children.Count);
        foreach (var child in children)
        {
            if (result.Count > 0 && result[^1].Key == child.Key)
            {
                result[^1] = new(child.Key, result[^1].Value.Union(child.Value));
            }
            else
            {
                result.Add(child);
            }
        }

        return [.. result];
    }

    private IEnumerable<string> Paths(string prefix)
    {
        if (IsMember)
        {
            yield return prefix;
        }

        foreach (var (element, child) in _children)
        {
            foreach (var path in child.Paths(prefix + Readable(element)))
            {
                yield return path;
            }
        }
    }

    /// <summary>A path element as people read it.</summary>
    public static string Readable(string element)
    {
        switch (element[0])
        {
            case 'f':
                return "." + element[2..];
            case 'k':
                var keys = (DocObject)DocNode.Parse(Encoding.UTF8.GetBytes(element[2..]));
                return "[" + string.Join(",", keys.Select(key => $"{key.Key}={key.Value}")) + "]";
            case 'v':
                return "[=" + element[2..] + "]";
            default:
                return "[" + element[2..] + "]";
        }
    }

    private static FieldSet Read(DocNode node, bool root)
    {
        if (node is not DocObject fields)
        {
            throw new DecodeException("fieldsV1 has to consist of objects");
        }

        var isMember = !root && fields.Count == 0;
        var children = new List<KeyValuePair<string, FieldSet>>(fields.Count);
        foreach (var (element, child) in fields)
        {
            if (element == Self)
            {
                isMember = true;
            }
            else if (element.Length > 1 && element[1] == ':')
            {
                children.Add(new(element, Read(child, root: false)));
            }
            else
            {
                throw new DecodeException($"\"{element}\" is no path element of fieldsV1");
            }
        }

        return Of(isMember, children);
    }

    private DocObject ToDocument()
    {
        var document = new DocObject();
        if (IsMember && _children.Length > 0)
        {
            document.Add(Self, new DocObject());
        }

        foreach (var (element, child) in _children)
        {
            document.Add(element, child.ToDocument());
        }

        return document;
    }
}
