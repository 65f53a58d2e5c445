using System.Globalization;

namespace KubeSharp.ApiServer.Resources;

/// <summary>
/// A field path such as <c>spec.containers[0].image</c>, kept as a chain and turned into text only for an error. Building one
/// allocates, so validators pass the parent and append where they report.
/// </summary>
public sealed class FieldPath
{
    private readonly FieldPath? _parent;
    private readonly string _segment;

    private FieldPath(FieldPath? parent, string segment)
    {
        _parent = parent;
        _segment = segment;
    }

    public static FieldPath Root(string name) => new(null, name);

    public FieldPath Child(string name) => new(this, "." + name);

    public FieldPath Index(int index) => new(this, "[" + index.ToString(CultureInfo.InvariantCulture) + "]");

    public FieldPath Key(string key) => new(this, "[" + key + "]");

    public override string ToString() => _parent is null ? _segment : _parent + _segment;
}
