namespace KubeSharp.Cel.Values;

/// <summary>The operators <c>&lt;</c> and their kin.</summary>
internal static class ValueOrder
{
    /// <summary>False where the two have no order: different types, or a double that is not a number.</summary>
    public static bool TryCompare(in CelValue left, in CelValue right, out int order)
    {
        order = 0;
        if (left.IsNumber && right.IsNumber)
        {
            var compared = Numbers.Compare(left, right);
            order = compared ?? 0;
            return compared is not null;
        }

        if (left.Kind != right.Kind)
        {
            return false;
        }

        switch (left.Kind)
        {
            case CelKind.Bool or CelKind.Duration:
                order = left.AsInt.CompareTo(right.AsInt);
                return true;
            case CelKind.String:
                order = Compare(left.AsString, right.AsString);
                return true;
            case CelKind.Bytes:
                order = left.AsBytes.Span.SequenceCompareTo(right.AsBytes.Span);
                return true;
            case CelKind.Timestamp:
                order = left.AsTimestamp.CompareTo(right.AsTimestamp);
                return true;
            default:
                return false;
        }
    }

    /// <summary>By code point, which is the order of the UTF-8 bytes; UTF-16 differs from it above U+FFFF.</summary>
    private static int Compare(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        var (a, b) = (left[same], right[same]);
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
    }
}
