using KubeSharp.Api.Json;
using KubeSharp.Api.Protobuf;

namespace KubeSharp.Api;

/// <summary>
/// The base of every generated record. Records are immutable: readers of the codecs fill the internal fields of a fresh
/// instance, nobody else writes them.
/// </summary>
public abstract record ApiStruct
{
    /// <summary>The fields and their markers.</summary>
    public abstract StructSchema GetStructSchema();

    /// <summary>The record as JSON, without apiVersion and kind.</summary>
    public sealed override string ToString() => System.Text.Encoding.UTF8.GetString(JsonCodec.EncodeBare(this));

    /// <summary>Fills this fresh record from an object; null leaves the defaults.</summary>
    internal abstract void ReadJson(ref JsonCursor cursor);

    /// <summary>Writes the properties, each with a comma before it.</summary>
    internal abstract void WriteJsonFields(ref JsonOutput output);

    /// <summary>Fills this fresh record from the content of a message.</summary>
    internal abstract void ReadProto(ref ProtoReader reader);

    /// <summary>Writes the content of the message.</summary>
    internal abstract void WriteProto(ref ProtoWriter writer);

    internal virtual void WriteJson(ref JsonOutput output)
    {
        var start = output.Position;
        WriteJsonFields(ref output);
        output.EndObject(start);
    }
}
