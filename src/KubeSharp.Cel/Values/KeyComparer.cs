namespace KubeSharp.Cel.Values;

/// <summary>Equality of map keys: strings, truth values, and numbers by their value whatever their type.</summary>
internal sealed class KeyComparer : IEqualityComparer<CelValue>
{
    public static KeyComparer Instance { get; } = new();

    public bool Equals(CelValue x, CelValue y) => ValueEquality.Equal(x, y);

    public int GetHashCode(CelValue value) => value.Kind switch
    {
        CelKind.String => value.AsString.GetHashCode(StringComparison.Ordinal),
        CelKind.Int or CelKind.Uint => value.AsInt.GetHashCode(),
        CelKind.Double when Numbers.ToLong(value.AsDouble) is { } whole => whole.GetHashCode(),
        CelKind.Double when Numbers.ToUlong(value.AsDouble) is { } whole => ((long)whole).GetHashCode(),
        _ => (int)value.Kind,
    };
}
