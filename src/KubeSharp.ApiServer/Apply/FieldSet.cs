using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Documents;

namespace KubeSharp.ApiServer.Apply;

/// <summary>
/// A set of fields as a tree, in the form of fieldsV1. A path element is written as there: <c>f:name</c> a field or map key, <c>k:{…}</c> a list item by
/// its keys, <c>v:…</c> an item of a set.
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
    private readonly SortedDictionary<string, FieldSet> _children = new(StringComparer.Ordinal);

    /// <summary>The place itself belongs to the set, not only what lies below it.</summary>
    public bool IsMember { get; set; }

    public bool IsEmpty => !IsMember && _children.Count == 0;

    public IReadOnlyDictionary<string, FieldSet> Children => _children;

    /// <exception cref="DecodeException">The text is no fieldsV1.</exception>
    public static FieldSet Parse(RawJson fields) => fields.IsNil ? new FieldSet() : Read(DocNode.Parse(fields.Span), root: true);

    public RawJson ToFieldsV1() => new(ToDocument().ToJson());

    public FieldSet? Find(string element) => _children.GetValueOrDefault(element);

    public FieldSet GetOrAdd(string element)
    {
        if (!_children.TryGetValue(element, out var child))
        {
            _children[element] = child = new FieldSet();
        }

        return child;
    }

    public void Remove(string element) => _children.Remove(element);

    /// <summary>Adds all members of another set.</summary>
    public void Add(FieldSet other)
    {
        IsMember |= other.IsMember;
        foreach (var (element, child) in other._children)
        {
            GetOrAdd(element).Add(child);
        }
    }

    /// <summary>Takes the members of another set out. True if any was there.</summary>
    public bool Subtract(FieldSet other)
    {
        var changed = IsMember && other.IsMember;
        IsMember &= !other.IsMember;
        foreach (var (element, child) in other._children)
        {
            if (_children.TryGetValue(element, out var own))
            {
                changed |= own.Subtract(child);
                if (own.IsEmpty)
                {
                    _children.Remove(element);
                }
            }
        }

        return changed;
    }

    public FieldSet Intersect(FieldSet other)
    {
        var result = new FieldSet { IsMember = IsMember && other.IsMember };
        foreach (var (element, child) in _children)
        {
            if (other.Find(element) is { } theirs && child.Intersect(theirs) is { IsEmpty: false } common)
            {
                result._children[element] = common;
            }
        }

        return result;
    }

    /// <summary>A copy without the members of another set.</summary>
    public FieldSet Without(FieldSet other)
    {
        var result = Clone();
        result.Subtract(other);
        return result;
    }

    public FieldSet Clone()
    {
        var copy = new FieldSet();
        copy.Add(this);
        return copy;
    }

    public bool SetEquals(FieldSet other) =>
        IsMember == other.IsMember
        && _children.Count == other._children.Count
        && _children.All(child => other.Find(child.Key) is { } theirs && child.Value.SetEquals(theirs));

    /// <summary>The members as people read them: <c>.spec.containers[name="web"].image</c>.</summary>
    public IEnumerable<string> Paths() => Paths("");

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
        var set = new FieldSet();
        if (node is not DocObject fields)
        {
            throw new DecodeException("fieldsV1 has to consist of objects");
        }

        set.IsMember = !root && fields.Count == 0;
        foreach (var (element, child) in fields)
        {
            if (element == Self)
            {
                set.IsMember = true;
            }
            else if (element.Length > 1 && element[1] == ':')
            {
                set._children[element] = Read(child, root: false);
            }
            else
            {
                throw new DecodeException($"\"{element}\" is no path element of fieldsV1");
            }
        }

        return set;
    }

    private DocObject ToDocument()
    {
        var document = new DocObject();
        if (IsMember && _children.Count > 0)
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
