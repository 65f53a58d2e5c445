using KubeSharp.Api.Json;
using KubeSharp.Api.Protobuf;

namespace KubeSharp.Api;

/// <summary>Reads a record as another type that has the same fields, as the versions of a kind mostly do. Fields that the other type lacks are dropped.</summary>
public static class Recast
{
    /// <summary>By protobuf numbers: the two have one wire form.</summary>
    public static T ByNumber<T>(ApiStruct value)
        where T : ApiStruct, new()
    {
        var writer = new ProtoWriter();
        try
        {
            value.WriteProto(ref writer);
            var result = new T();
            var reader = new ProtoReader(writer.Written);
            result.ReadProto(ref reader);
            return result;
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>By JSON names, for structs whose fields have moved between versions. Times lose what is below a second.</summary>
    public static T ByName<T>(ApiStruct value)
        where T : ApiStruct, new()
    {
        var result = new T();
        var cursor = new JsonCursor(JsonCodec.EncodeBare(value), null);
        result.ReadJson(ref cursor);
        return result;
    }
}
