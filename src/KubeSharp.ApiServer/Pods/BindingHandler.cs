using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http;
using ConditionStatus = KubeSharp.Api.Core.V1.ConditionStatus;

namespace KubeSharp.ApiServer.Pods;

/// <summary><c>pods/binding</c> and <c>bindings</c>: puts a pod on a node, once.</summary>
internal sealed class BindingHandler(IObjectStore objects) : ISubresourceHandler
{
    private const string Resource = "pods/binding";

    public async ValueTask<SubresourceResult> HandleAsync(RequestContext context, ApiKind body, CancellationToken cancellationToken)
    {
        var binding = (Binding)body;
        var name = context.Info.Name.Length > 0 ? context.Info.Name : binding.Metadata.Name;
        if (binding.Metadata.Name != name)
        {
            throw ApiErrors.BadRequest("name in URL does not match name in Binding object");
        }

        Validate(binding, name);
        var condition = new PodCondition
        {
            Type = PodConditionType.PodScheduled,
            Status = ConditionStatus.ConditionTrue,
            LastTransitionTime = context.ReceivedAt,
        };
        var found = context.DryRun
            ? await objects.GetLatestAsync<Pod>(context.Info.Namespace, name, cancellationToken) is { } pod ? Bind(pod, binding, condition) : null
            : await objects.UpdateAsync<Pod>(context.Info.Namespace, name, current => Bind(current, binding, condition), cancellationToken);
        return found is null
            ? throw ApiErrors.NotFound("", "pods", name)
            : new SubresourceResult(new Status { StatusValue = "Success", Code = 201 }, 201);
    }

    private static void Validate(Binding binding, string name)
    {
        var causes = new List<StatusCause>();
        if (binding.Target.Kind is not ("" or "Node"))
        {
            causes.Add(new StatusCause
            {
                Type = CauseType.FieldValueNotSupported,
                Field = "target.kind",
                Message = $"Unsupported value: \"{binding.Target.Kind}\": supported values: \"Node\", \"<empty>\"",
            });
        }

        if (binding.Target.Name.Length == 0)
        {
            causes.Add(new StatusCause { Type = CauseType.FieldValueRequired, Field = "target.name", Message = "Required value" });
        }

        if (causes.Count > 0)
        {
            throw ApiErrors.Invalid("", "Binding", name, [.. causes]);
        }
    }

    private static Pod Bind(Pod pod, Binding binding, PodCondition condition)
    {
        var name = pod.Metadata.Name;
        if (binding.Metadata.UID.Length > 0 && binding.Metadata.UID != pod.Metadata.UID)
        {
            throw ApiErrors.Conflict(
                "", Resource, name,
                $"Precondition failed: UID in precondition: {binding.Metadata.UID}, UID in object meta: {pod.Metadata.UID}");
        }

        if (pod.Metadata.DeletionTimestamp is not null)
        {
            throw ApiErrors.Conflict("", Resource, name, $"pod {name} is being deleted, cannot be assigned to a host");
        }

        if (pod.Spec.NodeName.Length > 0)
        {
            throw ApiErrors.Conflict("", Resource, name, $"pod {name} is already assigned to node \"{pod.Spec.NodeName}\"");
        }

        if (pod.Spec.SchedulingGates.Count > 0)
        {
            throw ApiErrors.Conflict("", Resource, name, $"pod {name} has non-empty .spec.schedulingGates");
        }

        return pod with
        {
            Metadata = pod.Metadata with
            {
                Annotations = Merge(pod.Metadata.Annotations, binding.Metadata.Annotations),
                Labels = Merge(pod.Metadata.Labels, binding.Metadata.Labels),
            },
            Spec = pod.Spec with { NodeName = binding.Target.Name },
            Status = PodConditions.With(pod.Status, condition) with { NominatedNodeName = "" },
        };
    }

    private static ApiMap<string> Merge(ApiMap<string> left, ApiMap<string> right)
    {
        foreach (var (key, value) in right)
        {
            left = left.Set(key, value);
        }

        return left;
    }
}
