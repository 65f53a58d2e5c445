using System.Buffers.Text;
using System.Globalization;

namespace KubeSharp.Api.Json;

/// <summary>Values. A nil list or map is null here; where it is to be left out, the caller does not ask for it.</summary>
internal ref partial struct JsonOutput
{
    private const int LongestNumber = 48;

    public void Bool(bool value) => Literal(value ? "true"u8 : "false"u8);

    public void Number(long value)
    {
        Ensure(LongestNumber);
        value.TryFormat(_buffer.AsSpan(_position), out var written, default, CultureInfo.InvariantCulture);
        _position += written;
    }

    public void Double(double value)
    {
        Ensure(LongestNumber);
        _position += GoFloat.Format(value, _buffer.AsSpan(_position));
    }

    public void Bytes(ByteString value)
    {
        if (value.IsNil)
        {
            Null();
            return;
        }

        Ensure(Base64.GetMaxEncodedToUtf8Length(value.Length) + 2);
        _buffer[_position++] = (byte)'"';
        Base64.EncodeToUtf8(value.Span, _buffer.AsSpan(_position), out _, out var written);
        _position += written;
        _buffer[_position++] = (byte)'"';
    }

    public void Time(Time value)
    {
        if (value.IsZero)
        {
            Null();
            return;
        }

        Moment(value.Value, fraction: false);
    }

    public void MicroTime(MicroTime value)
    {
        if (value.IsZero)
        {
            Null();
            return;
        }

        Moment(value.Value, fraction: true);
    }

    public void Duration(Duration value) => String(value.ToString());

    public void Quantity(Quantity value)
    {
        Ensure(LongestNumber + 8);
        _buffer[_position++] = (byte)'"';
        _position += QuantityText.Format(value, _buffer.AsSpan(_position));
        _buffer[_position++] = (byte)'"';
    }

    public void IntOrString(IntOrString value)
    {
        if (value.IsString)
        {
            String(value.StringValue);
        }
        else
        {
            Number(value.IntValue);
        }
    }

    public void Raw(RawJson value)
    {
        if (value.IsNil)
        {
            Null();
            return;
        }

        RawJsonWriter.Write(ref this, value.Span);
    }

    public void Strings(ApiList<string> list)
    {
        if (list.IsNil)
        {
            Null();
            return;
        }

        var separator = (byte)'[';
        foreach (var item in list.Span)
        {
            Byte(separator);
            String(item);
            separator = (byte)',';
        }

        EndArray(separator);
    }

    public void Structs<T>(ApiList<T> list)
        where T : ApiStruct
    {
        if (list.IsNil)
        {
            Null();
            return;
        }

        Items(list);
    }

    /// <summary>The items of a list object, which are never null.</summary>
    public void Items<T>(ApiList<T> list)
        where T : ApiStruct
    {
        var separator = (byte)'[';
        foreach (var item in list.Span)
        {
            Byte(separator);
            item.WriteJson(ref this);
            separator = (byte)',';
        }

        EndArray(separator);
    }

    public void List<T>(ApiList<T> list, JsonWrite<T> write)
    {
        if (list.IsNil)
        {
            Null();
            return;
        }

        var separator = (byte)'[';
        foreach (var item in list.Span)
        {
            Byte(separator);
            write(ref this, item);
            separator = (byte)',';
        }

        EndArray(separator);
    }

    public void StringMap(ApiMap<string> map)
    {
        if (map.IsNil)
        {
            Null();
            return;
        }

        var start = _position;
        foreach (ref readonly var entry in map.Span)
        {
            Byte((byte)',');
            String(entry.Key);
            Byte((byte)':');
            String(entry.Value);
        }

        EndObject(start);
    }

    public void Map<T>(ApiMap<T> map, JsonWrite<T> write)
    {
        if (map.IsNil)
        {
            Null();
            return;
        }

        var start = _position;
        foreach (ref readonly var entry in map.Span)
        {
            Byte((byte)',');
            String(entry.Key);
            Byte((byte)':');
            write(ref this, entry.Value);
        }

        EndObject(start);
    }

    private void EndArray(byte separator)
    {
        if (separator == '[')
        {
            Byte((byte)'[');
        }

        Byte((byte)']');
    }

    private void Moment(DateTimeOffset moment, bool fraction)
    {
        Ensure(LongestNumber);
        var target = _buffer.AsSpan(_position);
        target[0] = (byte)'"';
        moment.UtcDateTime.TryFormat(
            target[1..],
            out var written,
            fraction ? "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'" : "yyyy-MM-dd'T'HH:mm:ss'Z'",
            CultureInfo.InvariantCulture);
        target[written + 1] = (byte)'"';
        _position += written + 2;
    }
}
