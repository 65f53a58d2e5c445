using System.Buffers;
using KubeSharp.Api;

namespace KubeSharp.ApiServer.Cache;

/// <summary>The forms of the objects of one resource.</summary>
public interface IObjectCodec
{
    /// <summary>The kind in the version that is handled.</summary>
    ApiType Type { get; }

    /// <summary>The kind in the version that is stored.</summary>
    ApiType StoredType => Type;

    /// <summary>What goes into the store; the object has no resourceVersion.</summary>
    byte[] EncodeStored(ApiObject value);

    /// <summary>The reverse. Other stored versions are converted to <see cref="Type"/>.</summary>
    /// <exception cref="DecodeException">The bytes are not such an object.</exception>
    ApiObject DecodeStored(ReadOnlyMemory<byte> stored);

    /// <summary>Whether the bytes are what a write of the same object would store: not those of another version.</summary>
    bool IsCurrent(ReadOnlyMemory<byte> stored) => true;

    /// <summary>The JSON of an item of a list: without apiVersion and kind.</summary>
    void WriteJsonItem(ApiObject value, IBufferWriter<byte> output);

    /// <summary>The protobuf envelope as a client gets it; null if the resource has JSON only.</summary>
    byte[]? EncodeProtobuf(ApiObject value);
}
