using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>pods/resize: changes cpu and memory of running containers.</summary>
internal sealed class ResizeStrategy : SubresourceStrategy
{
    public override ApiObject PrepareForUpdate(RequestContext context, ApiObject value, ApiObject old)
    {
        var pod = (Pod)value;
        var oldPod = (Pod)old;
        var prepared = oldPod with
        {
            Metadata = oldPod.Metadata with { ResourceVersion = pod.Metadata.ResourceVersion },
            Spec = oldPod.Spec with
            {
                Containers = Resources(oldPod.Spec.Containers, pod.Spec.Containers),
                InitContainers = Resources(oldPod.Spec.InitContainers, pod.Spec.InitContainers),
                Resources = pod.Spec.Resources,
            },
        };
        return Generations.Next(prepared, old, prepared.Spec != oldPod.Spec);
    }

    public override void ValidateUpdate(RequestContext context, ApiObject value, ApiObject old, ErrorList errors)
    {
        var pod = (Pod)value;
        var oldPod = (Pod)old;
        if (Refusal(oldPod) is { } refusal)
        {
            errors.Forbidden(FieldPath.Root(""), refusal);
            return;
        }

        ObjectMetaUpdateValidation.Validate(pod.Metadata, oldPod.Metadata, errors);
        PodChecks.MetadataAndSpec(errors, pod);
        var oldClass = oldPod.Status.QOSClass.Length > 0 ? oldPod.Status.QOSClass : QosClasses.Of(oldPod.Spec);
        if (oldClass != QosClasses.Of(pod.Spec))
        {
            errors.InvalidText(PodChecks.Spec, pod.Status.QOSClass, "Pod QOS Class may not change as a result of resizing");
        }

        if (oldPod.Status.ContainerStatuses.FindIndex(static c => c.State.Running is not null && c.Resources is null) >= 0)
        {
            errors.Forbidden(PodChecks.Spec, "Pod running on node without support for resize");
        }

        Containers(errors, "initContainers", pod.Spec.InitContainers, oldPod.Spec.InitContainers, PodContainers.IsSidecar);
        Containers(errors, "containers", pod.Spec.Containers, oldPod.Spec.Containers, static _ => true);
    }

    private static string? Refusal(Pod pod)
    {
        if (pod.Metadata.Annotations.ContainsKey(PodAnnotationChecks.Mirror))
        {
            return "static pods cannot be resized";
        }

        return pod.Spec.OS?.Name == "windows" ? "windows pods cannot be resized" : null;
    }

    private static ApiList<Container> Resources(ApiList<Container> old, ApiList<Container> containers)
    {
        for (var i = 0; i < old.Count; i++)
        {
            var current = old[i];
            var index = containers.FindIndex(c => c.Name == current.Name);
            if (index >= 0)
            {
                old = old.SetItem(i, current with { Resources = containers[index].Resources, ResizePolicy = containers[index].ResizePolicy });
            }
        }

        return old;
    }

    private static void Containers(
        ErrorList errors, string field, ApiList<Container> containers, ApiList<Container> old, Predicate<Container> resizable)
    {
        for (var i = 0; i < containers.Count; i++)
        {
            var path = PodChecks.Spec.Child(field).Index(i).Child("resources");
            if (!resizable(old[i]))
            {
                if (containers[i] != old[i])
                {
                    errors.Forbidden(PodChecks.Spec, "resources for non-sidecar init containers are immutable");
                }

                continue;
            }

            Removed(errors, path, "requests", "resource requests cannot be removed", containers[i].Resources.Requests, old[i].Resources.Requests);
            Removed(errors, path, "limits", "resource limits cannot be removed", containers[i].Resources.Limits, old[i].Resources.Limits);
            if (WithoutCompute(containers[i]) != WithoutCompute(old[i]))
            {
                errors.Forbidden(
                    PodChecks.Spec,
                    field == "containers"
                        ? "only cpu and memory resources are mutable"
                        : "only cpu and memory resources for sidecar containers are mutable");
            }
        }
    }

    private static void Removed(ErrorList errors, FieldPath path, string field, string message, ApiMap<Quantity> amounts, ApiMap<Quantity> old)
    {
        foreach (var (name, _) in old)
        {
            if (!amounts.ContainsKey(name))
            {
                errors.Forbidden(path.Child(field), message);
                return;
            }
        }
    }

    private static Container WithoutCompute(Container container) => container with
    {
        ResizePolicy = default,
        Resources = container.Resources with
        {
            Limits = container.Resources.Limits.Remove(ResourceNames.Cpu).Remove(ResourceNames.Memory),
            Requests = container.Resources.Requests.Remove(ResourceNames.Cpu).Remove(ResourceNames.Memory),
        },
    };
}
