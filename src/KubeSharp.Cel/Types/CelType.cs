namespace KubeSharp.Cel.Types;

/// <summary>A type. Equality is by structure; objects are equal by name.</summary>
public class CelType : IEquatable<CelType>
{
    private protected CelType(CelTypeKind kind, string name, params IReadOnlyList<CelType> parameters)
    {
        Kind = kind;
        Name = name;
        Parameters = parameters;
    }

    public static CelType Error { get; } = new(CelTypeKind.Error, "error");

    public static CelType Dyn { get; } = new(CelTypeKind.Dyn, "dyn");

    public static CelType Null { get; } = new(CelTypeKind.Null, "null_type");

    public static CelType Bool { get; } = new(CelTypeKind.Bool, "bool");

    public static CelType Int { get; } = new(CelTypeKind.Int, "int");

    public static CelType Uint { get; } = new(CelTypeKind.Uint, "uint");

    public static CelType Double { get; } = new(CelTypeKind.Double, "double");

    public static CelType String { get; } = new(CelTypeKind.String, "string");

    public static CelType Bytes { get; } = new(CelTypeKind.Bytes, "bytes");

    public static CelType Duration { get; } = new(CelTypeKind.Duration, "google.protobuf.Duration");

    public static CelType Timestamp { get; } = new(CelTypeKind.Timestamp, "google.protobuf.Timestamp");

    public static CelType ListOfDyn { get; } = List(Dyn);

    public static CelType ListOfStrings { get; } = List(String);

    public static CelType MapOfDyn { get; } = Map(Dyn, Dyn);

    public static CelType TypeOfDyn { get; } = TypeOf(Dyn);

    public static CelType OptionalOfDyn { get; } = Optional(Dyn);

    public CelTypeKind Kind { get; }

    /// <summary>As <c>type(x)</c> knows it, without parameters.</summary>
    public string Name { get; }

    public IReadOnlyList<CelType> Parameters { get; }

    public bool IsDyn => Kind is CelTypeKind.Dyn or CelTypeKind.Error;

    public bool IsOptional => Kind == CelTypeKind.Opaque && Name == "optional_type";

    public static CelType List(CelType element) => new(CelTypeKind.List, "list", element);

    public static CelType Map(CelType key, CelType value) => new(CelTypeKind.Map, "map", key, value);

    public static CelType TypeOf(CelType type) => new(CelTypeKind.Type, "type", type);

    public static CelType Optional(CelType value) => Opaque("optional_type", value);

    public static CelType Opaque(string name, params IReadOnlyList<CelType> parameters) => new(CelTypeKind.Opaque, name, parameters);

    public static CelType Parameter(string name) => new(CelTypeKind.Parameter, name);

    public bool Equals(CelType? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || Kind != other.Kind || Name != other.Name || Parameters.Count != other.Parameters.Count)
        {
            return false;
        }

        for (var i = 0; i < Parameters.Count; i++)
        {
            if (!Parameters[i].Equals(other.Parameters[i]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as CelType);

    public override int GetHashCode() => HashCode.Combine(Kind, Name, Parameters.Count);

    /// <summary>As messages of the checker write it.</summary>
    public override string ToString() => Kind switch
    {
        CelTypeKind.Error => "!error!",
        CelTypeKind.Null => "null",
        CelTypeKind.Duration => "duration",
        CelTypeKind.Timestamp => "timestamp",
        _ when Parameters.Count > 0 => $"{Name}({string.Join(", ", Parameters)})",
        _ => Name,
    };
}
