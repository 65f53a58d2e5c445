using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Scheduling.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Admission.Pods;

/// <summary>Turns a pod's priority class into its priority, and keeps PriorityClasses in order.</summary>
internal sealed class PriorityAdmission(IObjectLookup objects) : IMutatingAdmissionPlugin, IValidatingAdmissionPlugin
{
    public string Name => "Priority";

    public bool Handles(AdmissionOperation operation) => operation is AdmissionOperation.Create or AdmissionOperation.Update;

    public async ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (!context.IsFor("", "pods") || context.Object is not Pod pod)
        {
            return;
        }

        if (context.Operation == AdmissionOperation.Update)
        {
            // Priority is immutable, and an update that leaves it out keeps it.
            if (context.OldObject is Pod old && old.Spec.Priority is { } kept && pod.Spec.Priority is null)
            {
                context.Object = pod with
                {
                    Spec = pod.Spec with { Priority = kept, PreemptionPolicy = pod.Spec.PreemptionPolicy ?? old.Spec.PreemptionPolicy },
                };
            }

            return;
        }

        var priorityClass = await FindClassAsync(context, pod, cancellationToken);
        var priority = priorityClass?.Value ?? 0;
        var policy = priorityClass?.PreemptionPolicy ?? PreemptionPolicy.PreemptLowerPriority;
        if (pod.Spec.Priority is { } asked && asked != priority)
        {
            throw context.Forbidden(
                $"the integer value of priority ({asked}) must not be provided in pod spec; priority admission controller computed {priority} from the given PriorityClass name");
        }

        if (pod.Spec.PreemptionPolicy is { } askedPolicy && askedPolicy != policy)
        {
            throw context.Forbidden(
                $"the string value of PreemptionPolicy ({askedPolicy}) must not be provided in pod spec; priority admission controller computed {policy} from the given PriorityClass name");
        }

        context.Object = pod with
        {
            Spec = pod.Spec with
            {
                PriorityClassName = priorityClass?.Metadata.Name ?? "",
                Priority = priority,
                PreemptionPolicy = policy,
            },
        };
    }

    public ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (!context.IsFor("scheduling.k8s.io", "priorityclasses") || context.Object is not PriorityClass { GlobalDefault: true } created)
        {
            return ValueTask.CompletedTask;
        }

        var current = objects.List<PriorityClass>().FirstOrDefault(other => other.GlobalDefault && other.Metadata.Name != created.Metadata.Name);
        return current is null
            ? ValueTask.CompletedTask
            : throw context.Forbidden(
                $"PriorityClass {current.Metadata.Name} is already marked as default. Only one default can exist");
    }

    private async ValueTask<PriorityClass?> FindClassAsync(AdmissionContext context, Pod pod, CancellationToken cancellationToken)
    {
        var name = pod.Spec.PriorityClassName;
        if (name.Length > 0)
        {
            return objects.Get<PriorityClass>("", name)
                ?? await objects.GetLatestAsync<PriorityClass>("", name, cancellationToken)
                ?? throw context.Forbidden($"no PriorityClass with name {name} was found");
        }

        // Several defaults can slip in at once; the lowest counts.
        PriorityClass? lowest = null;
        foreach (var candidate in objects.List<PriorityClass>())
        {
            if (candidate.GlobalDefault && (lowest is null || candidate.Value < lowest.Value))
            {
                lowest = candidate;
            }
        }

        return lowest;
    }
}
