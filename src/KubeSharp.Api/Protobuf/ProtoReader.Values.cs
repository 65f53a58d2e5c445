using System.Text;
using System.Text.Unicode;
using KubeSharp.Api.Json;

namespace KubeSharp.Api.Protobuf;

/// <summary>Values. A list takes all elements that follow one another, after its first tag was read.</summary>
internal ref partial struct ProtoReader
{
    public string String()
    {
        var bytes = Span();
        if (Ascii.IsValid(bytes))
        {
            return Encoding.Latin1.GetString(bytes);
        }

        return Text(bytes);
    }

    public string Interned()
    {
        var bytes = Span();
        return Ascii.IsValid(bytes) ? StringInterner.Get(bytes) : Text(bytes);
    }

    public bool Bool() => Varint() != 0;

    public int Int32() => unchecked((int)Varint());

    public long Int64() => unchecked((long)Varint());

    public double Double() => BitConverter.UInt64BitsToDouble(Fixed64());

    public ByteString Bytes() => new(Span().ToArray());

    public Time Time() => new(Timestamp());

    public MicroTime MicroTime() => new(Timestamp());

    public Duration Duration()
    {
        long nanoseconds = 0;
        var outer = Enter();
        while (Next(out var tag))
        {
            if (tag == 8)
            {
                nanoseconds = Int64();
            }
            else
            {
                Skip(tag);
            }
        }

        Leave(outer);
        return new Duration(nanoseconds);
    }

    public Quantity Quantity()
    {
        var quantity = default(Quantity);
        var outer = Enter();
        while (Next(out var tag))
        {
            if (tag == 10)
            {
                quantity = ParseQuantity(Span());
            }
            else
            {
                Skip(tag);
            }
        }

        Leave(outer);
        return quantity;
    }

    public IntOrString IntOrString()
    {
        long type = 0;
        var number = 0;
        var text = "";
        var outer = Enter();
        while (Next(out var tag))
        {
            switch (tag)
            {
                case 8:
                    type = Int64();
                    break;
                case 16:
                    number = Int32();
                    break;
                case 26:
                    text = Interned();
                    break;
                default:
                    Skip(tag);
                    break;
            }
        }

        Leave(outer);
        return type == 1 ? text : number;
    }

    /// <summary>A message that holds JSON, or in an extension also an encoded object, in its first field.</summary>
    public RawJson Raw()
    {
        var raw = default(RawJson);
        var outer = Enter();
        while (Next(out var tag))
        {
            if (tag == 10)
            {
                raw = RawValue(Span());
            }
            else
            {
                Skip(tag);
            }
        }

        Leave(outer);
        return raw;
    }

    /// <summary>A list that is a message of its own.</summary>
    public ApiList<string> WrappedStrings()
    {
        var list = ApiList<string>.Empty;
        var outer = Enter();
        while (Next(out var tag))
        {
            if (tag == 10)
            {
                list = List(tag, list, static (ref ProtoReader r) => r.Interned());
            }
            else
            {
                Skip(tag);
            }
        }

        Leave(outer);
        return list;
    }

    public ApiList<T> List<T>(uint tag, ApiList<T> before, ProtoRead<T> read)
    {
        var items = default(ArrayBuilder<T>);
        do
        {
            items.Add(read(ref this));
        }
        while (Again(tag));

        if (before.Count == 0)
        {
            return new ApiList<T>(items.ToArray());
        }

        CountCopied(before.Count);
        return before.AddRange(items.ToArray());
    }

    /// <summary>Numbers, also the packed form that upstream reads but does not write.</summary>
    public ApiList<T> Packed<T>(ApiList<T> before, ProtoRead<T> read)
    {
        var items = default(ArrayBuilder<T>);
        var outer = Enter();
        while (_position < _end)
        {
            items.Add(read(ref this));
        }

        Leave(outer);
        CountCopied(before.Count);
        return before.AddRange(items.ToArray());
    }

    public ApiMap<T> Map<T>(uint tag, ApiMap<T> before, T missing, ProtoRead<T> read)
    {
        var entries = default(ArrayBuilder<KeyValuePair<string, T>>);
        do
        {
            entries.Add(Entry(missing, read));
        }
        while (Again(tag));

        if (before.Count == 0)
        {
            return ApiMap<T>.Sorted(entries.ToArray());
        }

        CountCopied(before.Count);
        return ApiMap<T>.Sorted([.. before.Span, .. entries.ToArray()]);
    }

    private KeyValuePair<string, T> Entry<T>(T missing, ProtoRead<T> read)
    {
        var key = "";
        var value = missing;
        var outer = Enter();
        while (Next(out var tag))
        {
            if (tag == 10)
            {
                key = Interned();
            }
            else if (tag >> 3 == 2 && (tag & 7) == 2)
            {
                value = read(ref this);
            }
            else
            {
                Skip(tag);
            }
        }

        Leave(outer);
        return new(key, value);
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes))
        {
            Throw("invalid UTF-8 in string");
        }

        return Encoding.UTF8.GetString(bytes);
    }

    private static RawJson RawValue(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith("k8s\0"u8) && !bytes.IsEmpty)
        {
            var cursor = new JsonCursor(bytes, null);
            cursor.Skip();
            cursor.End();
        }

        return new RawJson(BytesInterner.Get(bytes));
    }

    private static Quantity ParseQuantity(ReadOnlySpan<byte> bytes)
    {
        Span<char> small = stackalloc char[64];
        if (bytes.Length > small.Length)
        {
            Throw("quantity too long");
        }

        var text = small[..Encoding.Latin1.GetChars(bytes, small)];
        if (!QuantityParser.TryParse(text, out var quantity, out var error))
        {
            throw new DecodeException(error);
        }

        return quantity;
    }

    private DateTimeOffset Timestamp()
    {
        long seconds = 0;
        var nanos = 0;
        var outer = Enter();
        var empty = _position == _end;
        while (Next(out var tag))
        {
            switch (tag)
            {
                case 8:
                    seconds = Int64();
                    break;
                case 16:
                    nanos = Int32();
                    break;
                default:
                    Skip(tag);
                    break;
            }
        }

        Leave(outer);
        if (empty)
        {
            return default;
        }

        if (seconds is < -62135596800 or > 253402300799 || nanos is < 0 or > 999_999_999)
        {
            Throw("time out of range");
        }

        return DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanos / 100);
    }
}
