namespace KubeSharp.Cel.Values;

/// <summary>Makes optional values for variables.</summary>
public static class CelOptional
{
    public static CelValue None => OptionalValue.None;

    public static CelValue Some(in CelValue value) => OptionalValue.Some(value);
}
