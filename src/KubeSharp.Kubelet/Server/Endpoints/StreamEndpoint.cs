using Grpc.Core;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Streaming;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.Kubelet.Server.Endpoints;

/// <summary>/exec, /attach and /portForward: the runtime is asked for a streaming address and the connection is joined with it.</summary>
/// <param name="address">Asks the runtime. Fails with RpcException or KubeletHttpException.</param>
internal sealed class StreamEndpoint(RuntimeStreams streams, Func<KubeletRequest, CancellationToken, Task<string>> address) : IKubeletEndpoint
{
    public async Task HandleAsync(KubeletRequest request, CancellationToken cancellationToken)
    {
        string target;
        try
        {
            target = await address(request, cancellationToken);
        }
        catch (RpcException exception)
        {
            var statusCode = exception.StatusCode switch
            {
                StatusCode.NotFound => StatusCodes.Status404NotFound,
                StatusCode.InvalidArgument => StatusCodes.Status400BadRequest,
                _ => StatusCodes.Status500InternalServerError,
            };
            throw new KubeletHttpException(statusCode, exception.Status.Detail);
        }

        await streams.ForwardAsync(request.Http, new Uri(target), cancellationToken);
    }

    public static StreamEndpoint Exec(INodePods pods, ICriClient runtime, RuntimeStreams streams) => new(streams, (request, cancellationToken) =>
    {
        var (pod, container) = PodLookup.Find(pods, request.Segments, withContainer: true);
        var exec = new ExecRequest
        {
            ContainerId = PodLookup.ContainerId(pods, pod, container),
            Stdin = request.Flag("input"),
            Stdout = request.Flag("output"),
            Stderr = request.Flag("error") && !request.Flag("tty"),
            Tty = request.Flag("tty"),
        };
        RequireStream(exec.Stdin || exec.Stdout || exec.Stderr);
        exec.Cmd.AddRange(request.Http.Request.Query["command"].Select(argument => argument ?? ""));
        return runtime.ExecAsync(exec, cancellationToken);
    });

    public static StreamEndpoint Attach(INodePods pods, ICriClient runtime, RuntimeStreams streams) => new(streams, (request, cancellationToken) =>
    {
        var (pod, name) = PodLookup.Find(pods, request.Segments, withContainer: true);
        var tty = pod.Spec.Containers.Any(container => container.Name == name && container.TTY)
            || pod.Spec.EphemeralContainers.Any(container => container.Name == name && container.TTY)
            || pod.Spec.InitContainers.Any(container => container.Name == name && container.TTY);
        var attach = new AttachRequest
        {
            ContainerId = PodLookup.ContainerId(pods, pod, name),
            Stdin = request.Flag("input"),
            Stdout = request.Flag("output"),

            // Whether there is a terminal is the container's affair, not the client's.
            Stderr = request.Flag("error") && !tty,
            Tty = tty,
        };
        RequireStream(attach.Stdin || attach.Stdout || attach.Stderr);
        return runtime.AttachAsync(attach, cancellationToken);
    });

    public static StreamEndpoint PortForward(INodePods pods, ICriClient runtime, RuntimeStreams streams) => new(streams, (request, cancellationToken) =>
    {
        var (pod, _) = PodLookup.Find(pods, request.Segments, withContainer: false);
        var forward = new PortForwardRequest
        {
            PodSandboxId = pods.SandboxId(pod.Metadata.UID)
                ?? throw new KubeletHttpException(StatusCodes.Status500InternalServerError, $"pod not found (\"{pod.Metadata.Name}\")"),
        };

        // WebSocket clients name their ports in the query, SPDY clients by stream.
        foreach (var port in request.Http.Request.Query["port"].Concat(request.Http.Request.Query["ports"]).SelectMany(list => (list ?? "").Split(',')))
        {
            forward.Port.Add(int.TryParse(port, out var number) && number is > 0 and <= 65535
                ? number
                : throw new KubeletHttpException(StatusCodes.Status400BadRequest, $"invalid port \"{port}\""));
        }

        return runtime.PortForwardAsync(forward, cancellationToken);
    });

    private static void RequireStream(bool any)
    {
        if (!any)
        {
            throw new KubeletHttpException(StatusCodes.Status400BadRequest, "you must specify at least 1 of stdin, stdout, stderr");
        }
    }
}
