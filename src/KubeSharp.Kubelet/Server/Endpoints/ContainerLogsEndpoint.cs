using System.Globalization;
using Grpc.Core;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Server.Logs;
using KubeSharp.Serving;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.Kubelet.Server.Endpoints;

/// <summary>/containerLogs/NAMESPACE/POD/CONTAINER, with PodLogOptions as the query.</summary>
internal sealed class ContainerLogsEndpoint(INodePods pods, ICriClient runtime, ContainerLogReader reader, TimeProvider time) : IKubeletEndpoint
{
    public async Task HandleAsync(KubeletRequest request, CancellationToken cancellationToken)
    {
        if (request.Segments.Count != 3)
        {
            throw new KubeletHttpException(StatusCodes.Status404NotFound, "404 page not found\n");
        }

        var (ns, podName, container) = (request.Segments[0], request.Segments[1], request.Segments[2]);
        var pod = pods.Find(ns, podName) ?? throw new KubeletHttpException(StatusCodes.Status404NotFound, $"pod \"{podName}\" does not exist");
        if (!Has(pod, container))
        {
            throw new KubeletHttpException(StatusCodes.Status404NotFound, $"container \"{container}\" not found in pod \"{podName}\"");
        }

        var options = Options(request);
        var id = request.Flag("previous")
            ? LoggedContainer.Previous(pod, container)

            // The runtime knows of a container before the pod's status does.
            : pods.ContainerId(pod.Metadata.UID, container) ?? LoggedContainer.Current(pod, container);
        var path = await LogPathAsync(id, cancellationToken);
        await CopyAsync(request.Http, id, path, options, cancellationToken);
    }

    internal ContainerLogOptions Options(KubeletRequest request) => new()
    {
        Follow = request.Flag("follow"),
        Timestamps = request.Flag("timestamps"),
        TailLines = Number(request, "tailLines", least: 0),
        LimitBytes = Number(request, "limitBytes", least: 1),
        Since = Since(request),
        Streams = request.Query("stream") switch
        {
            "" or "All" => CriLogStream.All,
            "Stdout" => CriLogStream.Stdout,
            "Stderr" => CriLogStream.Stderr,
            var other => throw new KubeletHttpException(StatusCodes.Status400BadRequest, $"invalid stream \"{other}\""),
        },
    };

    private DateTimeOffset? Since(KubeletRequest request)
    {
        if (Number(request, "sinceSeconds", least: 1) is { } seconds)
        {
            return time.GetUtcNow() - TimeSpan.FromSeconds(seconds);
        }

        var text = request.Query("sinceTime");
        if (text.Length == 0)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since)
            ? since
            : throw new KubeletHttpException(StatusCodes.Status400BadRequest, $"unable to parse sinceTime \"{text}\"");
    }

    private static long? Number(KubeletRequest request, string name, long least)
    {
        var text = request.Query(name);
        if (text.Length == 0)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new KubeletHttpException(StatusCodes.Status400BadRequest, $"unable to parse {name}: \"{text}\"");
    }

    private static bool Has(Pod pod, string container) =>
        pod.Spec.Containers.Any(candidate => candidate.Name == container)
        || pod.Spec.InitContainers.Any(candidate => candidate.Name == container)
        || pod.Spec.EphemeralContainers.Any(candidate => candidate.Name == container);

    private async Task<string> LogPathAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return (await runtime.ContainerStatusAsync(id, verbose: false, cancellationToken)).Status.LogPath;
        }
        catch (RpcException exception)
        {
            throw new KubeletHttpException(StatusCodes.Status500InternalServerError, $"failed to try resolving symlinks in path: {exception.Status.Detail}");
        }
    }

    private async Task CopyAsync(HttpContext http, string id, string path, ContainerLogOptions options, CancellationToken cancellationToken)
    {
        http.Response.ContentType = PlainResponse.Text;
        try
        {
            if (options.Follow && File.Exists(path))
            {
                // A client that follows wants to know that it is connected before there is a line.
                await http.Response.StartAsync(cancellationToken);
            }

            await reader.CopyAsync(path, options, http.Response.BodyWriter, token => IsRunningAsync(id, token), cancellationToken);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException && !http.Response.HasStarted)
        {
            throw new KubeletHttpException(
                StatusCodes.Status500InternalServerError, $"failed to try resolving symlinks in path \"{path}\": no such file or directory");
        }
    }

    private async ValueTask<bool> IsRunningAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var state = (await runtime.ContainerStatusAsync(id, verbose: false, cancellationToken)).Status.State;
            return state is Cri.ContainerState.ContainerRunning or Cri.ContainerState.ContainerCreated;
        }
        catch (RpcException)
        {
            return false;
        }
    }
}
