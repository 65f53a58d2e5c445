namespace KubeSharp.Cel.Values;

/// <summary>The operator <c>==</c>: numbers by value, everything else equal only within its type.</summary>
internal static class ValueEquality
{
    public static bool Equal(in CelValue left, in CelValue right)
    {
        if (left.Kind != right.Kind)
        {
            return left.IsNumber && right.IsNumber && Numbers.Compare(left, right) == 0;
        }

        return left.Kind switch
        {
            CelKind.Null => true,
            CelKind.Bool or CelKind.Int or CelKind.Uint or CelKind.Duration => left.AsInt == right.AsInt,
            CelKind.Double => left.AsDouble == right.AsDouble,
            CelKind.Timestamp => left.AsTimestamp == right.AsTimestamp,
            CelKind.String => left.AsString == right.AsString,
            CelKind.Bytes => left.AsBytes.Span.SequenceEqual(right.AsBytes.Span),
            CelKind.List => left.AsList.EqualTo(right.AsList),
            CelKind.Map => left.AsMap.EqualTo(right.AsMap),
            CelKind.Type => left.AsType.Name == right.AsType.Name,
            CelKind.Object => left.AsObject.EqualTo(right.AsObject),
            _ => false,
        };
    }
}
