using System.Buffers.Binary;

namespace KubeSharp.Api.Protobuf;

/// <summary>Fields with their tags.</summary>
internal ref partial struct ProtoWriter
{
    public void String(uint tag, string value)
    {
        var mark = Mark;
        Text(value);
        Message(tag, mark);
    }

    public void Bool(uint tag, bool value)
    {
        Varint(value ? 1UL : 0);
        Varint(tag);
    }

    public void Int32(uint tag, int value) => Int64(tag, value);

    public void Int64(uint tag, long value)
    {
        Varint(unchecked((ulong)value));
        Varint(tag);
    }

    public void Double(uint tag, double value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        Raw(bytes);
        Varint(tag);
    }

    public void Bytes(uint tag, ByteString value)
    {
        var mark = Mark;
        Raw(value.Span);
        Message(tag, mark);
    }

    public void Struct(uint tag, ApiStruct value)
    {
        var mark = Mark;
        value.WriteProto(ref this);
        Message(tag, mark);
    }

    public void Time(uint tag, Time value)
    {
        var mark = Mark;
        if (!value.IsZero)
        {
            Int32(16, 0);
            Int64(8, value.UnixSeconds);
        }

        Message(tag, mark);
    }

    public void MicroTime(uint tag, MicroTime value)
    {
        var mark = Mark;
        if (!value.IsZero)
        {
            var ticks = value.Value.Ticks - DateTimeOffset.UnixEpoch.Ticks;
            var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
            (seconds, rest) = rest < 0 ? (seconds - 1, rest + TimeSpan.TicksPerSecond) : (seconds, rest);
            Int32(16, (int)rest * 100);
            Int64(8, seconds);
        }

        Message(tag, mark);
    }

    public void Duration(uint tag, Duration value)
    {
        var mark = Mark;
        Int64(8, value.Nanoseconds);
        Message(tag, mark);
    }

    public void Quantity(uint tag, Quantity value)
    {
        Span<byte> text = stackalloc byte[64];
        var length = QuantityText.Format(value, text);
        var mark = Mark;
        Raw(text[..length]);
        Message(10, mark);
        Message(tag, mark);
    }

    public void IntOrString(uint tag, IntOrString value)
    {
        var mark = Mark;
        String(26, value.StringValue);
        Int32(16, value.IntValue);
        Int32(8, value.IsString ? 1 : 0);
        Message(tag, mark);
    }

    /// <summary>A message with the raw bytes in its first field; empty if nil.</summary>
    public void RawJson(uint tag, RawJson value)
    {
        var mark = Mark;
        if (!value.IsNil)
        {
            Raw(value.Span);
            Message(10, mark);
        }

        Message(tag, mark);
    }

    public void WrappedStrings(uint tag, ApiList<string> list)
    {
        var mark = Mark;
        Strings(10, list);
        Message(tag, mark);
    }

    public void Strings(uint tag, ApiList<string> list)
    {
        var items = list.Span;
        for (var i = items.Length - 1; i >= 0; i--)
        {
            String(tag, items[i]);
        }
    }

    public void Structs<T>(uint tag, ApiList<T> list)
        where T : ApiStruct
    {
        var items = list.Span;
        for (var i = items.Length - 1; i >= 0; i--)
        {
            Struct(tag, items[i]);
        }
    }

    public void List<T>(uint tag, ApiList<T> list, ProtoWrite<T> write)
    {
        var items = list.Span;
        for (var i = items.Length - 1; i >= 0; i--)
        {
            write(ref this, tag, items[i]);
        }
    }

    public void StringMap(uint tag, ApiMap<string> map)
    {
        var entries = map.Span;
        for (var i = entries.Length - 1; i >= 0; i--)
        {
            var mark = Mark;
            String(18, entries[i].Value);
            String(10, entries[i].Key);
            Message(tag, mark);
        }
    }

    public void Map<T>(uint tag, ApiMap<T> map, ProtoWrite<T> write)
    {
        var entries = map.Span;
        for (var i = entries.Length - 1; i >= 0; i--)
        {
            var mark = Mark;
            write(ref this, 18, entries[i].Value);
            String(10, entries[i].Key);
            Message(tag, mark);
        }
    }
}
