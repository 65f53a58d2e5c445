using KubeSharp.Cel.Types;

namespace KubeSharp.Cel.Values;

/// <summary>
/// A value of the language. Numbers, truth values, durations and timestamps stand in the struct itself; everything else is a reference. An error
/// is a value too, so that <c>||</c> and <c>&amp;&amp;</c> can outweigh it.
/// </summary>
public readonly struct CelValue
{
    private readonly object? _reference;
    private readonly long _number;
    private readonly int _nanos;
    private readonly CelKind _kind;

    private CelValue(CelKind kind, object? reference, long number = 0, int nanos = 0)
    {
        _kind = kind;
        _reference = reference;
        _number = number;
        _nanos = nanos;
    }

    public static CelValue Null { get; } = new(CelKind.Null, null);

    public static CelValue True { get; } = new(CelKind.Bool, null, 1);

    public static CelValue False { get; } = new(CelKind.Bool, null);

    public CelKind Kind => _kind;

    public bool IsError => _kind == CelKind.Error;

    public bool IsTrue => _kind == CelKind.Bool && _number != 0;

    public bool IsNumber => _kind is CelKind.Int or CelKind.Uint or CelKind.Double;

    public long AsInt => _number;

    public ulong AsUint => (ulong)_number;

    public double AsDouble => BitConverter.Int64BitsToDouble(_number);

    public string AsString => (string)_reference!;

    public ReadOnlyMemory<byte> AsBytes => (byte[])_reference!;

    /// <summary>Nanoseconds.</summary>
    public long AsDuration => _number;

    public CelTimestamp AsTimestamp => new(_number, _nanos);

    public CelList AsList => (CelList)_reference!;

    public CelMap AsMap => (CelMap)_reference!;

    public CelType AsType => (CelType)_reference!;

    public CelObject AsObject => (CelObject)_reference!;

    public CelError AsError => (CelError)_reference!;

    /// <summary>The type as <c>type(x)</c> gives it; elements of lists and maps are dyn.</summary>
    public CelType Type => _kind switch
    {
        CelKind.Null => CelType.Null,
        CelKind.Bool => CelType.Bool,
        CelKind.Int => CelType.Int,
        CelKind.Uint => CelType.Uint,
        CelKind.Double => CelType.Double,
        CelKind.String => CelType.String,
        CelKind.Bytes => CelType.Bytes,
        CelKind.Duration => CelType.Duration,
        CelKind.Timestamp => CelType.Timestamp,
        CelKind.List => CelType.ListOfDyn,
        CelKind.Map => CelType.MapOfDyn,
        CelKind.Type => CelType.TypeOfDyn,
        CelKind.Object => AsObject.Type,
        _ => CelType.Error,
    };

    /// <summary>What counts for costs: characters, bytes, elements; 1 for everything that has no length.</summary>
    public ulong Size => _kind switch
    {
        CelKind.String => (ulong)RuneCount(AsString),
        CelKind.Bytes => (ulong)AsBytes.Length,
        CelKind.List => (ulong)AsList.Count,
        CelKind.Map => (ulong)AsMap.Count,
        CelKind.Object => AsObject.Size,
        _ => 1,
    };

    public static CelValue Of(bool value) => value ? True : False;

    public static CelValue Of(long value) => new(CelKind.Int, null, value);

    public static CelValue Of(ulong value) => new(CelKind.Uint, null, (long)value);

    public static CelValue Of(double value) => new(CelKind.Double, null, BitConverter.DoubleToInt64Bits(value));

    public static CelValue Of(string value) => new(CelKind.String, value);

    public static CelValue Of(byte[] value) => new(CelKind.Bytes, value);

    public static CelValue Of(CelList value) => new(CelKind.List, value);

    public static CelValue Of(CelMap value) => new(CelKind.Map, value);

    public static CelValue Of(CelType value) => new(CelKind.Type, value);

    public static CelValue Of(CelObject value) => new(CelKind.Object, value);

    public static CelValue Of(CelTimestamp value) => new(CelKind.Timestamp, null, value.Seconds, value.Nanos);

    public static CelValue OfDuration(long nanoseconds) => new(CelKind.Duration, null, nanoseconds);

    public static CelValue Error(string message) => new(CelKind.Error, new CelError(message));

    /// <summary>A list of strings.</summary>
    public static CelValue Strings(IEnumerable<string> items) => Of(new ArrayCelList([.. items.Select(Of)]));

    public static CelValue NoSuchKey(string key) => Error("no such key: " + key);

    /// <summary>The length in code points.</summary>
    public static int RuneCount(string text)
    {
        var count = text.Length;
        foreach (var c in text)
        {
            if (char.IsLowSurrogate(c))
            {
                count--;
            }
        }

        return count;
    }

    public override string ToString() => ValueText.Debug(this);

    internal bool Is(CelObject? value) => ReferenceEquals(_reference, value);

    /// <summary>Whether both are one and the same, without comparing content.</summary>
    internal bool Same(in CelValue other) =>
        _kind == other._kind && ReferenceEquals(_reference, other._reference) && _number == other._number && _nanos == other._nanos;
}
