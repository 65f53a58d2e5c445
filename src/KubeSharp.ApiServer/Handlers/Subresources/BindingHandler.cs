using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Handlers.Subresources;

/// <summary>pods/binding and bindings: the scheduler's decision. Sets the node once and for all and the PodScheduled condition.</summary>
internal sealed class BindingHandler(IObjectStore objects) : ISubresourceHandler
{
    public async ValueTask<SubresourceResult> HandleAsync(RequestContext context, ApiKind body, CancellationToken cancellationToken)
    {
        var binding = (Binding)body;
        var name = context.Info.Name.Length > 0 ? context.Info.Name : binding.Metadata.Name;
        if (binding.Metadata.Name.Length > 0 && binding.Metadata.Name != name)
        {
            throw ApiErrors.BadRequest("name in URL does not match name in Binding object");
        }

        if (binding.Metadata.Namespace.Length > 0 && binding.Metadata.Namespace != context.Info.Namespace)
        {
            throw ApiErrors.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }

        Validate(binding, name);
        if (!context.DryRun)
        {
            _ = await objects.UpdateAsync<Pod>(
                    context.Info.Namespace, name, pod => Bind(pod, binding, context.ReceivedAt), cancellationToken).ConfigureAwait(false)
                ?? throw ApiErrors.NotFound("", "pods", name);
        }

        return new SubresourceResult(new Status { StatusValue = "Success", Code = 201 }, 201);
    }

    private static void Validate(Binding binding, string name)
    {
        var errors = new ErrorList();
        var target = FieldPath.Root("target");
        if (binding.Target.Kind is not ("" or "Node"))
        {
            errors.NotSupported(target.Child("kind"), ErrorList.Quote(binding.Target.Kind), "Node", "<empty>");
        }

        if (binding.Target.Name.Length == 0)
        {
            errors.Required(target.Child("name"), "");
        }

        if (!errors.IsEmpty)
        {
            throw ApiErrors.Invalid("", "Binding", name, errors.Causes);
        }
    }

    private static Pod Bind(Pod pod, Binding binding, DateTimeOffset now)
    {
        var meta = pod.Metadata;
        if (binding.Metadata.UID.Length > 0 && binding.Metadata.UID != meta.UID)
        {
            throw Conflict(meta, $"Precondition failed: UID in precondition: {binding.Metadata.UID}, UID in object meta: {meta.UID}");
        }

        if (meta.DeletionTimestamp is not null)
        {
            throw Conflict(meta, $"pod {meta.Name} is being deleted, cannot be assigned to a host");
        }

        if (pod.Spec.NodeName.Length > 0)
        {
            throw Conflict(meta, $"pod {meta.Name} is already assigned to node \"{pod.Spec.NodeName}\"");
        }

        if (pod.Spec.SchedulingGates.Count > 0)
        {
            throw Conflict(meta, $"pod {meta.Name} has non-empty .spec.schedulingGates");
        }

        var annotations = meta.Annotations;
        foreach (var (key, value) in binding.Metadata.Annotations)
        {
            annotations = annotations.Set(key, value);
        }

        var labels = meta.Labels;
        foreach (var (key, value) in binding.Metadata.Labels)
        {
            labels = labels.Set(key, value);
        }

        return pod with
        {
            Metadata = meta with { Annotations = annotations, Labels = labels },
            Spec = pod.Spec with { NodeName = binding.Target.Name },
            Status = pod.Status with { Conditions = WithScheduled(pod.Status.Conditions, now) },
        };
    }

    private static ApiList<PodCondition> WithScheduled(ApiList<PodCondition> conditions, DateTimeOffset now)
    {
        var before = conditions.FirstOrDefault(condition => condition.Type == "PodScheduled");
        var scheduled = new PodCondition
        {
            Type = "PodScheduled",
            Status = "True",
            ObservedGeneration = before?.ObservedGeneration ?? 0,
            LastTransitionTime = before?.Status == "True" ? before.LastTransitionTime : new Time(now),
        };
        return before is null
            ? conditions.Add(scheduled)
            : [.. conditions.Select(condition => condition.Type == "PodScheduled" ? scheduled : condition)];
    }

    private static ApiException Conflict(ObjectMeta meta, string reason) => ApiErrors.Conflict("", "pods/binding", meta.Name, reason);
}
