using System.Text;
using Google.Protobuf;
using Grpc.Core;
using KubeSharp.Storage;
using KubeSharp.Storage.Etcd.Rpc;
using KeyValue = KubeSharp.Storage.KeyValue;
using RangeRequest = KubeSharp.Storage.RangeRequest;

namespace KubeSharp.StoreServer.Services;

/// <summary>etcd's messages in the store's terms, and back.</summary>
internal static class Wire
{
    /// <summary>The one member; its number is a fact of nothing.</summary>
    public const ulong Member = 1;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ResponseHeader Header(long revision) => new() { ClusterId = Member, MemberId = Member, Revision = revision, RaftTerm = 1 };

    public static KeyRange Range(ByteString key, ByteString end)
    {
        if (key.IsEmpty)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "etcdserver: key is not provided"));
        }

        return end.IsEmpty ? KeyRange.Single(Text(key)) : KeyRange.Between(Text(key), Text(end));
    }

    public static RangeRequest Of(Storage.Etcd.Rpc.RangeRequest request) => new(Range(request.Key, request.RangeEnd))
    {
        Limit = request.Limit,
        Revision = request.Revision,
        KeysOnly = request.KeysOnly,
        CountOnly = request.CountOnly,
    };

    public static RangeResponse Of(RangeResult result) => new()
    {
        Header = Header(result.Revision),
        Kvs = { result.KeyValues.Select(Of) },
        More = result.More,
        Count = result.Count,
    };

    public static Storage.Etcd.Rpc.KeyValue Of(KeyValue found) => new()
    {
        Key = ByteString.CopyFromUtf8(found.Key),
        Value = UnsafeByteOperations.UnsafeWrap(found.Value),
        CreateRevision = found.CreateRevision,
        ModRevision = found.ModRevision,
        Version = found.Version,
        Lease = found.Lease,
    };

    public static string Text(ByteString key)
    {
        try
        {
            return Strict.GetString(key.Span);
        }
        catch (DecoderFallbackException)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "this store has text keys only"));
        }
    }
}
