using Grpc.Core;
using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage.Etcd;

/// <summary>What etcd's errors mean.</summary>
internal static class EtcdErrors
{
    public static bool IsCompacted(RpcException error) => error.StatusCode == StatusCode.OutOfRange && error.Status.Detail.Contains("compacted", StringComparison.Ordinal);

    /// <summary>Whether another try, at another member or later, may succeed.</summary>
    public static bool IsTransient(RpcException error) =>
        error.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal or StatusCode.Unknown;

    /// <summary>Whether the member refused the request before it did anything, so that even a write may be tried again.</summary>
    public static bool IsRefusal(RpcException error) =>
        error is { StatusCode: StatusCode.Unavailable, Status.Detail: "etcdserver: no leader" };

    private static bool IsTooLarge(RpcException error) =>
        error.Status.Detail.Contains("request is too large", StringComparison.Ordinal) || error.Status.Detail.Contains("larger than max", StringComparison.Ordinal);

    /// <summary>The words that say most: those of the innermost cause for a connection, etcd's own otherwise.</summary>
    public static string Describe(RpcException error)
    {
        Exception? cause = error.Status.DebugException;
        while (cause?.InnerException is { } inner)
        {
            cause = inner;
        }

        return cause?.Message ?? error.Status.Detail;
    }

    /// <param name="error">What etcd said.</param>
    /// <param name="subject">The revision or the lease that the request was about.</param>
    /// <param name="currentRevision">The newest revision known.</param>
    public static Exception Translate(RpcException error, long subject, long currentRevision) => error.StatusCode switch
    {
        StatusCode.OutOfRange => new FutureRevisionException(subject, currentRevision),
        StatusCode.NotFound => new LeaseNotFoundException(subject),
        StatusCode.InvalidArgument or StatusCode.ResourceExhausted when IsTooLarge(error) => new RequestTooLargeException(error),
        StatusCode.ResourceExhausted when error.Status.Detail.Contains("space", StringComparison.Ordinal) => new StoreFullException(error.Status.Detail, error),
        StatusCode.InvalidArgument when error.Status.Detail == "etcdserver: key not found" => new KeyMissingException(),
        StatusCode.InvalidArgument => new ArgumentException(error.Status.Detail, error),
        _ => new StoreUnavailableException("etcd: " + Describe(error), error),
    };
}
