using Google.Protobuf;
using Grpc.Core;
using KubeSharp.Storage.Errors;

namespace KubeSharp.StoreServer.Grpc;

/// <summary>The store's errors in etcd's codes and words, which clients compare.</summary>
internal static class GrpcErrors
{
    public const string Compacted = "etcdserver: mvcc: required revision has been compacted";

    public static Status Translate(Exception failure) => failure switch
    {
        RpcException error => error.Status,
        CompactedException => new Status(StatusCode.OutOfRange, Compacted),
        FutureRevisionException => new Status(StatusCode.OutOfRange, "etcdserver: mvcc: required revision is a future revision"),
        LeaseNotFoundException => new Status(StatusCode.NotFound, "etcdserver: requested lease not found"),
        LeaseExistsException => new Status(StatusCode.FailedPrecondition, "etcdserver: lease already exists"),
        KeyMissingException => new Status(StatusCode.InvalidArgument, "etcdserver: key not found"),
        RequestTooLargeException => new Status(StatusCode.InvalidArgument, failure.Message),
        StoreFullException => new Status(StatusCode.ResourceExhausted, "etcdserver: mvcc: database space exceeded"),
        ArgumentException { Message: var text } when text.StartsWith("duplicate key", StringComparison.Ordinal) =>
            new Status(StatusCode.InvalidArgument, "etcdserver: duplicate key given in txn request"),
        ArgumentException or InvalidProtocolBufferException => new Status(StatusCode.InvalidArgument, failure.Message),
        StoreException => new Status(StatusCode.Unavailable, failure.Message),
        _ => new Status(StatusCode.Internal, failure.Message),
    };
}
