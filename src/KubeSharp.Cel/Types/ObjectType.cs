namespace KubeSharp.Cel.Types;

/// <summary>An object whose fields are declared. Subclasses may make the fields when they are first asked for.</summary>
public class ObjectType : CelType
{
    private readonly Dictionary<string, CelType> _fields;

    public ObjectType(string name, IEnumerable<KeyValuePair<string, CelType>> fields)
        : base(CelTypeKind.Object, name)
    {
        _fields = new Dictionary<string, CelType>(fields, StringComparer.Ordinal);
    }

    /// <summary>The type of a field; null if there is no such field.</summary>
    public virtual CelType? Field(string name) => _fields.GetValueOrDefault(name);
}
