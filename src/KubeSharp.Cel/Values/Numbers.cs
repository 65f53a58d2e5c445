namespace KubeSharp.Cel.Values;

/// <summary>Numbers of different types beside each other.</summary>
internal static class Numbers
{
    /// <summary>The whole number that a double is; null if it is none, or out of range.</summary>
    public static long? ToLong(double value) =>
        value >= -9223372036854775808.0 && value < 9223372036854775808.0 && Math.Truncate(value) == value ? (long)value : null;

    public static ulong? ToUlong(double value) =>
        value >= 0 && value < 18446744073709551616.0 && Math.Truncate(value) == value ? (ulong)value : null;

    /// <summary>The order of two numbers; null where one is not a number.</summary>
    public static int? Compare(in CelValue left, in CelValue right) => (left.Kind, right.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => left.AsInt.CompareTo(right.AsInt),
        (CelKind.Uint, CelKind.Uint) => left.AsUint.CompareTo(right.AsUint),
        (CelKind.Int, CelKind.Uint) => left.AsInt < 0 ? -1 : ((ulong)left.AsInt).CompareTo(right.AsUint),
        (CelKind.Uint, CelKind.Int) => right.AsInt < 0 ? 1 : left.AsUint.CompareTo((ulong)right.AsInt),
        (CelKind.Double, CelKind.Double) => Compare(left.AsDouble, right.AsDouble),
        (CelKind.Double, CelKind.Int) => Compare(left.AsDouble, right.AsInt),
        (CelKind.Int, CelKind.Double) => -Compare(right.AsDouble, left.AsInt),
        (CelKind.Double, CelKind.Uint) => Compare(left.AsDouble, right.AsUint),
        (CelKind.Uint, CelKind.Double) => -Compare(right.AsDouble, left.AsUint),
        _ => null,
    };

    private static int? Compare(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? null : left < right ? -1 : left > right ? 1 : 0;

    private static int? Compare(double left, long right)
    {
        if (double.IsNaN(left))
        {
            return null;
        }

        if (left < -9223372036854775808.0)
        {
            return -1;
        }

        if (left >= 9223372036854775808.0)
        {
            return 1;
        }

        var whole = (long)Math.Truncate(left);
        return whole != right ? whole.CompareTo(right) : (left - Math.Truncate(left)).CompareTo(0.0);
    }

    private static int? Compare(double left, ulong right)
    {
        if (double.IsNaN(left))
        {
            return null;
        }

        if (left < 0)
        {
            return -1;
        }

        if (left >= 18446744073709551616.0)
        {
            return 1;
        }

        var whole = (ulong)Math.Truncate(left);
        return whole != right ? whole.CompareTo(right) : (left - Math.Truncate(left)).CompareTo(0.0);
    }
}
