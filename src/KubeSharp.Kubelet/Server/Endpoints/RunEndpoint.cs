using Grpc.Core;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Serving;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.Kubelet.Server.Endpoints;

/// <summary>/run: runs a command in a container and answers with its output.</summary>
internal sealed class RunEndpoint(INodePods pods, ICriClient runtime) : IKubeletEndpoint
{
    public async Task HandleAsync(KubeletRequest request, CancellationToken cancellationToken)
    {
        if (!HttpMethods.IsPost(request.Http.Request.Method))
        {
            throw new KubeletHttpException(StatusCodes.Status405MethodNotAllowed, "405: Method Not Allowed");
        }

        var (pod, container) = PodLookup.Find(pods, request.Segments, withContainer: true);
        var command = request.Query("cmd").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            var result = await runtime.ExecSyncAsync(PodLookup.ContainerId(pods, pod, container), command, TimeSpan.Zero, cancellationToken);
            byte[] output = [.. result.Stdout.Span, .. result.Stderr.Span];
            await PlainResponse.BytesAsync(request.Http, StatusCodes.Status200OK, PlainResponse.Text, output, cancellationToken);
        }
        catch (RpcException exception)
        {
            throw new KubeletHttpException(StatusCodes.Status500InternalServerError, exception.Status.Detail);
        }
    }
}
