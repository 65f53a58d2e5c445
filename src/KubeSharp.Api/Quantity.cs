namespace KubeSharp.Api;

/// <summary>
/// A fixed-point number with a suffix: <c>100m</c>, <c>1536Mi</c>, <c>2e3</c>. Exact to a billionth, finer values are rounded
/// up on parsing. Equality and order are those of the number; the format only decides how it is written.
/// </summary>
public readonly struct Quantity : IEquatable<Quantity>, IComparable<Quantity>
{
    internal const long Nano = 1_000_000_000;

    private readonly Int128 _nanos;
    private readonly QuantityFormat _format;

    internal Quantity(Int128 nanos, QuantityFormat format)
    {
        _nanos = nanos;
        _format = format;
    }

    /// <summary>A whole number.</summary>
    public Quantity(long value, QuantityFormat format = QuantityFormat.DecimalSI)
        : this((Int128)value * Nano, format)
    {
    }

    public static Quantity Zero => default;

    public QuantityFormat Format => _format;

    public bool IsZero => _nanos == 0;

    public int Sign => Int128.Sign(_nanos);

    /// <summary>The number rounded up to a whole one (away from zero), as far as a long reaches.</summary>
    public long Value => Saturate(RoundUp(_nanos, Nano));

    /// <summary>Thousandths, rounded up, as far as a long reaches.</summary>
    public long MilliValue => Saturate(RoundUp(_nanos, Nano / 1000));

    internal Int128 Nanos => _nanos;

    public static Quantity operator +(Quantity left, Quantity right) => new(left._nanos + right._nanos, left.FormatWith(right));

    public static Quantity operator -(Quantity left, Quantity right) => new(left._nanos - right._nanos, left.FormatWith(right));

    public static Quantity operator -(Quantity value) => new(-value._nanos, value._format);

    public static Quantity operator *(Quantity left, long factor) => new(left._nanos * factor, left._format);

    public static bool operator ==(Quantity left, Quantity right) => left._nanos == right._nanos;

    public static bool operator !=(Quantity left, Quantity right) => left._nanos != right._nanos;

    public static bool operator <(Quantity left, Quantity right) => left._nanos < right._nanos;

    public static bool operator >(Quantity left, Quantity right) => left._nanos > right._nanos;

    public static bool operator <=(Quantity left, Quantity right) => left._nanos <= right._nanos;

    public static bool operator >=(Quantity left, Quantity right) => left._nanos >= right._nanos;

    public static implicit operator Quantity(string text) => Parse(text);

    /// <exception cref="FormatException">The text is no quantity; the message is upstream's.</exception>
    public static Quantity Parse(string text) =>
        QuantityParser.TryParse(text, out var quantity, out var error) ? quantity : throw new FormatException(error);

    public static bool TryParse(string text, out Quantity quantity) => QuantityParser.TryParse(text, out quantity, out _);

    public static Quantity FromMilli(long thousandths, QuantityFormat format = QuantityFormat.DecimalSI) =>
        new((Int128)thousandths * (Nano / 1000), format);

    public static Quantity FromNano(long billionths, QuantityFormat format = QuantityFormat.DecimalSI) => new((Int128)billionths, format);

    public static Quantity Max(Quantity left, Quantity right) => left >= right ? left : right;

    public static Quantity Min(Quantity left, Quantity right) => left <= right ? left : right;

    public double ToDouble() => (double)_nanos / Nano;

    public int CompareTo(Quantity other) => _nanos.CompareTo(other._nanos);

    public bool Equals(Quantity other) => _nanos == other._nanos;

    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    public override int GetHashCode() => _nanos.GetHashCode();

    /// <summary>The canonical text.</summary>
    public override string ToString() => QuantityText.Format(this);

    private static Int128 RoundUp(Int128 nanos, long unit)
    {
        if (nanos >= 0 && nanos <= long.MaxValue)
        {
            var small = (long)nanos;
            return (small / unit) + (small % unit == 0 ? 0 : 1);
        }

        var (whole, rest) = Int128.DivRem(nanos, unit);
        return whole + Int128.Sign(rest);
    }

    private static long Saturate(Int128 value) => value > long.MaxValue ? long.MaxValue : value < long.MinValue ? long.MinValue : (long)value;

    private QuantityFormat FormatWith(Quantity right) => IsZero ? right._format : _format;
}
