namespace KubeSharp.Cel.Costs;

/// <summary>Arithmetic that stops at the greatest number.</summary>
public static class Saturating
{
    public static ulong Add(ulong left, ulong right) => left > ulong.MaxValue - right ? ulong.MaxValue : left + right;

    public static ulong Multiply(ulong left, ulong right) =>
        left != 0 && right > ulong.MaxValue / left ? ulong.MaxValue : left * right;

    /// <summary>Rounded up.</summary>
    public static ulong Multiply(ulong value, double factor)
    {
        var product = Math.Ceiling(value * factor);
        return product >= 18446744073709551615.0 ? ulong.MaxValue : (ulong)product;
    }
}
