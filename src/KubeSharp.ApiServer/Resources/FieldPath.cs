using System.Globalization;

namespace KubeSharp.ApiServer.Resources;

/// <summary>
/// A field path such as <c>spec.containers[0].image</c>, kept as a chain and turned into text only for an error. Building one
/// allocates a link and no text, so validators pass the parent and append where they report.
/// </summary>
public sealed class FieldPath
{
    private const int Named = -1;
    private const int Keyed = -2;

    private readonly FieldPath? _parent;
    private readonly string _name;
    private readonly int _index;

    private FieldPath(FieldPath? parent, string name, int index)
    {
        _parent = parent;
        _name = name;
        _index = index;
    }

    /// <param name="name">"" for the object as a whole, which is written <c>[]</c>.</param>
    public static FieldPath Root(string name) => new(null, name, Named);

    public FieldPath Child(string name) => new(this, name, Named);

    public FieldPath Index(int index) => new(this, "", index);

    public FieldPath Key(string key) => new(this, key, Keyed);

    public override string ToString() => _index switch
    {
        Named when _name.Length == 0 => "[]",
        Named => _parent is null ? _name : _parent + "." + _name,
        Keyed => _parent + "[" + _name + "]",
        _ => _parent + "[" + _index.ToString(CultureInfo.InvariantCulture) + "]",
    };
}
