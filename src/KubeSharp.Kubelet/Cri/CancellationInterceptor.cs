using Grpc.Core;
using Grpc.Core.Interceptors;

namespace KubeSharp.Kubelet.Cri;

/// <summary>
/// Lets a cancelled call end as everything in .NET does, with <see cref="OperationCanceledException"/>. A deadline that passes stays an
/// error of the call.
/// </summary>
internal sealed class CancellationInterceptor : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, context);
        return new AsyncUnaryCall<TResponse>(
            TranslateAsync(call.ResponseAsync, context.Options.CancellationToken),
            call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    private static async Task<TResponse> TranslateAsync<TResponse>(Task<TResponse> response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.ConfigureAwait(false);
        }
        catch (RpcException exception) when (cancellationToken.IsCancellationRequested && exception.StatusCode == StatusCode.Cancelled)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
    }
}
