using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.Pods;

/// <summary>
/// Off by default: every image is pulled whenever a container starts, so that nobody runs a private image only because the node has it.
/// </summary>
internal sealed class AlwaysPullImages : IMutatingAdmissionPlugin, IValidatingAdmissionPlugin
{
    public string Name => "AlwaysPullImages";

    public bool Handles(AdmissionOperation operation) => operation is AdmissionOperation.Create or AdmissionOperation.Update;

    public ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (Target(context) is { } pod)
        {
            var spec = pod.Spec;
            context.Object = pod with
            {
                Spec = spec with
                {
                    InitContainers = [.. spec.InitContainers.Select(container => container with { ImagePullPolicy = PullPolicy.PullAlways })],
                    Containers = [.. spec.Containers.Select(container => container with { ImagePullPolicy = PullPolicy.PullAlways })],
                    EphemeralContainers = [.. spec.EphemeralContainers.Select(container => container with { ImagePullPolicy = PullPolicy.PullAlways })],
                    Volumes = [.. spec.Volumes.Select(volume => volume.Image is { } image ? volume with { Image = image with { PullPolicy = PullPolicy.PullAlways } } : volume)],
                },
            };
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (Target(context) is { } pod)
        {
            var problems = Policies(pod.Spec)
                .Where(found => found.Policy != PullPolicy.PullAlways)
                .Select(found => $"{found.Field}: Unsupported value: \"{found.Policy}\": supported values: \"{PullPolicy.PullAlways}\"")
                .ToList();
            if (problems.Count > 0)
            {
                throw context.Forbidden(problems.Count == 1 ? problems[0] : $"[{string.Join(", ", problems)}]");
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The pod, unless the request can bring no new image.</summary>
    private static Pod? Target(AdmissionContext context)
    {
        if (!context.IsFor("", "pods") || context.Object is not Pod pod)
        {
            return null;
        }

        return context.OldObject is Pod old && Images(pod.Spec).All(Images(old.Spec).ToHashSet(StringComparer.Ordinal).Contains) ? null : pod;
    }

    private static IEnumerable<string> Images(PodSpec spec) =>
    [
        .. spec.InitContainers.Select(container => container.Image),
        .. spec.Containers.Select(container => container.Image),
        .. spec.EphemeralContainers.Select(container => container.Image),
        .. spec.Volumes.Where(volume => volume.Image is not null).Select(volume => volume.Image!.Reference),
    ];

    private static IEnumerable<(string Field, string Policy)> Policies(PodSpec spec) =>
    [
        .. spec.InitContainers.Select((container, index) => ($"spec.initContainers[{index}].imagePullPolicy", container.ImagePullPolicy)),
        .. spec.Containers.Select((container, index) => ($"spec.containers[{index}].imagePullPolicy", container.ImagePullPolicy)),
        .. spec.EphemeralContainers.Select((container, index) => ($"spec.ephemeralContainers[{index}].imagePullPolicy", container.ImagePullPolicy)),
        .. spec.Volumes.Select((volume, index) => (volume, index)).Where(at => at.volume.Image is not null)
            .Select(at => ($"spec.volumes[{at.index}].image.pullPolicy", at.volume.Image!.PullPolicy)),
    ];
}
