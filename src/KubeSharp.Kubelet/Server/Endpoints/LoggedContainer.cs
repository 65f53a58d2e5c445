using KubeSharp.Api.Core.V1;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.Kubelet.Server.Endpoints;

/// <summary>Decides, by the pod's status, which instance of a container a client means by its log.</summary>
internal static class LoggedContainer
{
    private const string PullFailed = "ErrImagePull";
    private const string PullBackOff = "ImagePullBackOff";

    /// <returns>The runtime's id of the newest instance.</returns>
    /// <exception cref="KubeletHttpException">400: there is none; the message is upstream's.</exception>
    public static string Current(Pod pod, string container)
    {
        var about = About(pod, container);
        var status = Find(pod, container);
        var last = status.LastTerminationState.Terminated?.ContainerID ?? "";
        var own = status.State switch
        {
            { Running: not null } => status.ContainerID,
            { Terminated: { ContainerID.Length: > 0 } terminated } => terminated.ContainerID,
            { Terminated: not null } when last.Length > 0 => last,
            { Terminated: not null } => throw Refuse($"{about} is terminated"),
            _ when status.LastTerminationState.Terminated is not null => last.Length > 0 ? last : throw Refuse($"{about} is terminated"),
            { Waiting: { } waiting } => throw Refuse($"{about} is waiting to start: {Reason(waiting)}"),
            _ => throw Refuse($"{about} is waiting to start - no logs yet"),
        };
        return Bare(own);
    }

    /// <returns>The runtime's id of the instance that ended last, before the one that runs now.</returns>
    /// <exception cref="KubeletHttpException">400: there is none; the message is upstream's.</exception>
    public static string Previous(Pod pod, string container)
    {
        var last = Find(pod, container).LastTerminationState.Terminated?.ContainerID ?? "";
        return last.Length > 0 ? Bare(last) : throw Refuse($"previous terminated {About(pod, container)} not found");
    }

    private static string About(Pod pod, string container) => $"container \"{container}\" in pod \"{pod.Metadata.Name}\"";

    private static ContainerStatus Find(Pod pod, string container) => pod.Status.ContainerStatuses
        .Concat(pod.Status.InitContainerStatuses)
        .Concat(pod.Status.EphemeralContainerStatuses)
        .FirstOrDefault(candidate => candidate.Name == container) ?? throw Refuse($"{About(pod, container)} is not available");

    private static string Reason(ContainerStateWaiting waiting) => waiting.Reason switch
    {
        PullFailed => "image can't be pulled",
        PullBackOff => "trying and failing to pull image",
        var other => other,
    };

    // containerd://0123 names the runtime too.
    private static string Bare(string id) => id[(id.LastIndexOf('/') + 1)..];

    private static KubeletHttpException Refuse(string message) => new(StatusCodes.Status400BadRequest, message);
}
