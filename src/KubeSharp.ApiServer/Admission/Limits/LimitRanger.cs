using KubeSharp.Api.Accounting;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Admission.Limits;

/// <summary>Applies the LimitRanges of a namespace to pods and claims: defaults first, then the bounds.</summary>
internal sealed class LimitRanger(IObjectLookup objects) : IMutatingAdmissionPlugin, IValidatingAdmissionPlugin
{
    public string Name => "LimitRanger";

    public bool Handles(AdmissionOperation operation) => operation is AdmissionOperation.Create or AdmissionOperation.Update;

    public ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.Operation == AdmissionOperation.Create && context.IsFor("", "pods") && context.Object is Pod pod)
        {
            foreach (var range in objects.List<LimitRange>(context.Namespace))
            {
                pod = LimitRangeDefaults.Apply(pod, range);
            }

            context.Object = pod;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        var errors = new List<string>();
        switch (context.Object)
        {
            case Pod pod when IsChecked(context) && pod.Metadata.DeletionTimestamp is null:
                foreach (var range in objects.List<LimitRange>(context.Namespace))
                {
                    CheckPod(range, pod, errors);
                }

                break;
            case PersistentVolumeClaim claim when context.Subresource.Length == 0:
                foreach (var item in objects.List<LimitRange>(context.Namespace).SelectMany(range => range.Spec.Limits))
                {
                    if (item.Type == LimitType.PersistentVolumeClaim)
                    {
                        LimitRangeRules.CheckClaim(item, claim.Spec.Resources.Requests, errors);
                    }
                }

                break;
        }

        return errors.Count switch
        {
            0 => ValueTask.CompletedTask,
            1 => throw context.Forbidden(errors[0]),
            _ => throw context.Forbidden("[" + string.Join(", ", errors) + "]"),
        };
    }

    /// <summary>A pod's resources are fixed after its creation but for a resize.</summary>
    private static bool IsChecked(AdmissionContext context) => context.Operation == AdmissionOperation.Create
        ? context.IsFor("", "pods")
        : context.IsFor("", "pods", "resize");

    private static void CheckPod(LimitRange range, Pod pod, List<string> errors)
    {
        foreach (var item in range.Spec.Limits)
        {
            if (item.Type == LimitType.Container)
            {
                foreach (var container in pod.Spec.Containers.Concat(pod.Spec.InitContainers))
                {
                    LimitRangeRules.Check(item, container.Resources.Requests, container.Resources.Limits, errors);
                }
            }
            else if (item.Type == LimitType.Pod)
            {
                LimitRangeRules.Check(item, PodResources.Requests(pod.Spec), PodResources.Limits(pod.Spec), errors);
            }
        }
    }
}
