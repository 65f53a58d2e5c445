using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace KubeSharp.Api.Json;

/// <summary>Values. Null leaves the default of the type, as in Go.</summary>
internal ref partial struct JsonCursor
{
    public string String()
    {
        if (!TryLiteral(out var literal, out var plain))
        {
            return "";
        }

        return plain ? Encoding.Latin1.GetString(literal) : JsonStrings.Decode(literal);
    }

    /// <summary>A string of the kind that repeats from object to object.</summary>
    public string Interned()
    {
        if (!TryLiteral(out var literal, out var plain))
        {
            return "";
        }

        return plain ? StringInterner.Get(literal) : JsonStrings.Decode(literal);
    }

    public bool Bool()
    {
        switch (Peek())
        {
            case (byte)'t':
                Word("true"u8);
                return true;
            case (byte)'f':
                Word("false"u8);
                return false;
            default:
                NullOrWrongType(Peek());
                return false;
        }
    }

    public int Int32()
    {
        Peek();
        var start = _position;
        var value = Int64();
        if (value is < int.MinValue or > int.MaxValue)
        {
            throw new JsonTypeException("number " + value.ToString(CultureInfo.InvariantCulture), start);
        }

        return (int)value;
    }

    public long Int64()
    {
        var number = Number();
        if (number.IsEmpty)
        {
            return 0;
        }

        if (!Utf8Parser.TryParse(number, out long value, out var used) || used != number.Length)
        {
            throw new JsonTypeException("number " + Encoding.ASCII.GetString(number), _position - number.Length);
        }

        return value;
    }

    public double Double()
    {
        var number = Number();
        if (number.IsEmpty)
        {
            return 0;
        }

        var value = double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value)
            ? value
            : throw new JsonTypeException("number " + Encoding.ASCII.GetString(number), _position - number.Length);
    }

    public ByteString Bytes()
    {
        var start = _position;
        if (!TryLiteral(out var literal, out var plain))
        {
            return default;
        }

        var text = plain ? literal : Encoding.UTF8.GetBytes(JsonStrings.Decode(literal));
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text, bytes, out var used, out var written) != OperationStatus.Done || used != text.Length)
        {
            throw new JsonTypeException("string", start, $"illegal base64 data at input byte {used}");
        }

        return new ByteString(written == bytes.Length ? bytes : bytes[..written]);
    }

    public Time Time()
    {
        var start = _position;
        return TryLiteral(out var literal, out _) ? new Time(JsonTimes.Parse(literal, "2006-01-02T15:04:05Z07:00", start)) : default;
    }

    public MicroTime MicroTime()
    {
        var start = _position;
        return TryLiteral(out var literal, out _) ? new MicroTime(JsonTimes.Parse(literal, "2006-01-02T15:04:05.000000Z07:00", start)) : default;
    }

    public Duration Duration()
    {
        var start = _position;
        if (!TryLiteral(out var literal, out var plain))
        {
            return default;
        }

        var text = plain ? Encoding.Latin1.GetString(literal) : JsonStrings.Decode(literal);
        return Api.Duration.TryParse(text, out var duration)
            ? duration
            : throw new JsonTypeException("string", start, $"time: invalid duration \"{text}\"");
    }

    /// <summary>Text or a number.</summary>
    public Quantity Quantity()
    {
        var start = _position;
        var plain = true;
        ReadOnlySpan<byte> literal;
        if (Peek() is (byte)'-' or (>= (byte)'0' and <= (byte)'9'))
        {
            literal = Number();
        }
        else if (!TryLiteral(out literal, out plain))
        {
            return default;
        }

        Span<char> small = stackalloc char[64];
        scoped ReadOnlySpan<char> text;
        if (plain && literal.Length <= small.Length)
        {
            text = small[..Encoding.Latin1.GetChars(literal, small)];
        }
        else
        {
            text = JsonStrings.Decode(literal);
        }

        return QuantityParser.TryParse(text.Trim(), out var quantity, out var error)
            ? quantity
            : throw new JsonTypeException("string", start, error);
    }

    public IntOrString IntOrString() => Peek() == '"' ? Interned() : Int32();

    /// <summary>Any value, as it stands; nil for null.</summary>
    public RawJson Raw()
    {
        if (TryNull())
        {
            return default;
        }

        var start = _position;
        Skip();
        return new RawJson(BytesInterner.Get(_data[start.._position]));
    }

    public ApiList<T> List<T>(JsonRead<T> read)
    {
        if (!BeginArray())
        {
            return default;
        }

        var items = default(ArrayBuilder<T>);
        while (NextElement())
        {
            items.Add(read(ref this));
        }

        return new ApiList<T>(items.ToArray());
    }

    public ApiMap<T> Map<T>(JsonRead<T> read)
    {
        if (!BeginObject())
        {
            return default;
        }

        var entries = default(ArrayBuilder<KeyValuePair<string, T>>);
        HashSet<string>? seen = null;
        while (NextProperty(out var name))
        {
            var key = Ascii.IsValid(name) ? StringInterner.Get(name) : Encoding.UTF8.GetString(name);
            if (_warnings is not null && !(seen ??= new HashSet<string>(StringComparer.Ordinal)).Add(key))
            {
                WarnDuplicate();
            }

            entries.Add(new(key, read(ref this)));
        }

        return ApiMap<T>.Sorted(entries.ToArray());
    }

    /// <summary>The number at the position; empty for null.</summary>
    public ReadOnlySpan<byte> Number()
    {
        var first = Peek();
        if (first is not ((byte)'-' or (>= (byte)'0' and <= (byte)'9')))
        {
            NullOrWrongType(first);
            return default;
        }

        var start = _position;
        SkipNumber();
        return _data[start.._position];
    }

    private bool TryLiteral(out ReadOnlySpan<byte> literal, out bool plain)
    {
        if (Peek() == '"')
        {
            literal = Literal(out plain);
            return true;
        }

        NullOrWrongType(_data[_position]);
        literal = default;
        plain = true;
        return false;
    }
}
