using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace KubeSharp.Storage.Embedded.Log;

/// <summary>The checksum of a row: SQLite would hand out damaged values without noticing.</summary>
internal static class RowSum
{
    public static long Of(long id, string key, long createRevision, long version, long lease, ReadOnlySpan<byte> value)
    {
        ulong sum = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(key.AsSpan()), id);
        sum = (sum ^ (ulong)createRevision) * 0x9E3779B185EBCA87;
        sum = (sum ^ (ulong)version) * 0x9E3779B185EBCA87;
        sum = (sum ^ (ulong)lease) * 0x9E3779B185EBCA87;
        return (long)XxHash3.HashToUInt64(value, (long)sum);
    }
}
