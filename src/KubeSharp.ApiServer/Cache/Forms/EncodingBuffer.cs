using System.Buffers;
using KubeSharp.Api;

namespace KubeSharp.ApiServer.Cache.Forms;

/// <summary>Encodes into a buffer of the thread and returns an array of just the right size.</summary>
internal static class EncodingBuffer
{
    private const int LargestKept = 1 << 20;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public static byte[] Encode(ApiObject value, Action<ApiObject, IBufferWriter<byte>> encode)
    {
        ArrayBufferWriter<byte> buffer = _buffer ?? new ArrayBufferWriter<byte>(16384);
        _buffer = null;
        encode(value, buffer);
        byte[] bytes = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= LargestKept)
        {
            buffer.ResetWrittenCount();
            _buffer = buffer;
        }

        return bytes;
    }
}
