using System.Buffers;
using KubeSharp.Api.Json;

namespace KubeSharp.Api;

/// <summary>Objects as JSON, byte for byte as upstream writes them.</summary>
public static class JsonCodec
{
    public static void Encode(ApiKind value, IBufferWriter<byte> output)
    {
        var json = new JsonOutput();
        try
        {
            value.WriteJsonWithType(ref json);
            output.Write(json.Written);
        }
        finally
        {
            json.Dispose();
        }
    }

    public static byte[] Encode(ApiKind value)
    {
        var json = new JsonOutput();
        try
        {
            value.WriteJsonWithType(ref json);
            return json.Written.ToArray();
        }
        finally
        {
            json.Dispose();
        }
    }

    /// <summary>Without apiVersion and kind, as the items of a list and every struct inside an object are written.</summary>
    public static void EncodeBare(ApiStruct value, IBufferWriter<byte> output)
    {
        var json = new JsonOutput();
        try
        {
            value.WriteJson(ref json);
            output.Write(json.Written);
        }
        finally
        {
            json.Dispose();
        }
    }

    public static byte[] EncodeBare(ApiStruct value)
    {
        var json = new JsonOutput();
        try
        {
            value.WriteJson(ref json);
            return json.Written.ToArray();
        }
        finally
        {
            json.Dispose();
        }
    }

    /// <exception cref="DecodeException">The bytes are no such object.</exception>
    public static T Decode<T>(ReadOnlySpan<byte> json, DecodeWarnings? warnings = null)
        where T : ApiKind, IApiKind<T> => (T)Decode(T.Type, json, warnings);

    /// <summary>Reads an object of the kind; apiVersion and kind in the document are not looked at.</summary>
    /// <param name="type">The kind.</param>
    /// <param name="json">The document.</param>
    /// <param name="warnings">Collects unknown and duplicate fields, if given.</param>
    /// <exception cref="DecodeException">The bytes are no such object.</exception>
    public static ApiKind Decode(ApiType type, ReadOnlySpan<byte> json, DecodeWarnings? warnings = null)
    {
        var value = type.Empty.New();
        var cursor = new JsonCursor(json, warnings);
        try
        {
            value.ReadJson(ref cursor);
            cursor.End();
            return value;
        }
        catch (JsonTypeException e)
        {
            throw new DecodeException(JsonTypeErrors.Describe(e, json, type.Schema), e);
        }
    }

    /// <summary>Reads an object of the kind that the document names.</summary>
    /// <exception cref="DecodeException">The bytes are no object of a known kind.</exception>
    public static ApiKind DecodeAny(ReadOnlySpan<byte> json, DecodeWarnings? warnings = null)
    {
        var (apiVersion, kind) = PeekTypeMeta(json);
        return Decode(ApiTypes.Require(apiVersion, kind), json, warnings);
    }

    /// <summary>The apiVersion and kind of a document; empty where it has none.</summary>
    /// <exception cref="DecodeException">The bytes are no JSON object.</exception>
    public static (string ApiVersion, string Kind) PeekTypeMeta(ReadOnlySpan<byte> json)
    {
        string? apiVersion = null;
        string? kind = null;
        var cursor = new JsonCursor(json, null);
        try
        {
            if (cursor.BeginObject())
            {
                while ((apiVersion is null || kind is null) && cursor.NextProperty(out var name))
                {
                    if (name.SequenceEqual("apiVersion"u8))
                    {
                        apiVersion = cursor.Interned();
                    }
                    else if (name.SequenceEqual("kind"u8))
                    {
                        kind = cursor.Interned();
                    }
                    else
                    {
                        cursor.Skip();
                    }
                }
            }
        }
        catch (JsonTypeException e)
        {
            throw new DecodeException(
                $"couldn't get version/kind; json parse error: json: cannot unmarshal {e.Value} into Go value of type struct", e);
        }

        return (apiVersion ?? "", kind ?? "");
    }
}
