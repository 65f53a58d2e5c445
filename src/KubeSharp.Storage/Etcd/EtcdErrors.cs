using Grpc.Core;
using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage.Etcd;

/// <summary>What etcd's errors mean.</summary>
internal static class EtcdErrors
{
    public static bool IsCompacted(RpcException error) => error.StatusCode == StatusCode.OutOfRange && error.Status.Detail.Contains("compacted", StringComparison.Ordinal);

    /// <param name="error">What etcd said.</param>
    /// <param name="subject">The revision or the lease that the request was about.</param>
    /// <param name="currentRevision">The newest revision known.</param>
    public static Exception Translate(RpcException error, long subject, long currentRevision) => error.StatusCode switch
    {
        StatusCode.OutOfRange => new FutureRevisionException(subject, currentRevision),
        StatusCode.NotFound => new LeaseNotFoundException(subject),
        StatusCode.ResourceExhausted => new StoreFullException(error.Status.Detail, error),
        StatusCode.InvalidArgument => new ArgumentException(error.Status.Detail, error),
        _ => new StoreUnavailableException("etcd: " + error.Status.Detail, error),
    };
}
