using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Policy.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http;
using ConditionStatus = KubeSharp.Api.Core.V1.ConditionStatus;

namespace KubeSharp.ApiServer.Pods;

/// <summary>
/// <c>pods/eviction</c>: deletes a pod if its disruption budget has room.
/// </summary>
/// <remarks>
/// <list type="number">
/// <item>A pod that is over, not started or already going is deleted without further questions.</item>
/// <item>Otherwise the one budget that covers it gives a disruption away; two budgets are an error.</item>
/// <item>The pod is marked as disrupted and deleted, provided that it is still the one that was looked at.</item>
/// </list>
/// </remarks>
internal sealed class EvictionHandler(IObjectStore objects, PodDelete delete) : ISubresourceHandler
{
    private static readonly Status Accepted = new() { StatusValue = "Success", Code = 201 };

    public async ValueTask<SubresourceResult> HandleAsync(RequestContext context, ApiKind body, CancellationToken cancellationToken)
    {
        var eviction = (Eviction)body;
        var (ns, name) = (context.Info.Namespace, context.Info.Name);
        if (eviction.Metadata.Name.Length > 0 && eviction.Metadata.Name != name)
        {
            throw ApiErrors.BadRequest($"name in URL does not match name in Eviction object: {name} != {eviction.Metadata.Name}");
        }

        var options = eviction.DeleteOptions ?? new DeleteOptions();
        if (options.DryRun.Count > 0 && !context.DryRun)
        {
            throw ApiErrors.BadRequest("a dry run is asked for in deleteOptions: ask for it in the request");
        }

        // (1)
        var pod = await objects.GetLatestAsync<Pod>(ns, name, cancellationToken) ?? throw ApiErrors.NotFound("", "pods", name);
        CheckPreconditions(pod, options);
        if (IsFreeToGo(pod))
        {
            await DeleteAsync(context, pod, options, cancellationToken);
            return new SubresourceResult(Accepted, 201);
        }

        // (2)
        if (FindBudget(pod) is { } budget)
        {
            if (DisruptionBudgets.MayIgnoreBudget(pod, budget))
            {
                // Only as long as the pod is not ready: it may not become ready unnoticed in between.
                options = options with
                {
                    Preconditions = (options.Preconditions ?? new Api.Meta.V1.Preconditions()) with { ResourceVersion = pod.Metadata.ResourceVersion },
                };
                await DeleteAsync(context, pod, options, cancellationToken);
                return new SubresourceResult(Accepted, 201);
            }

            await TakeAsync(context, budget, name, cancellationToken);
        }

        // (3)
        await DeleteAsync(context, await MarkAsync(context, pod, cancellationToken), options, cancellationToken);
        return new SubresourceResult(Accepted, 201);
    }

    private static bool IsFreeToGo(Pod pod) =>
        pod.Metadata.DeletionTimestamp is not null || pod.Status.Phase is PodPhase.PodSucceeded or PodPhase.PodFailed or PodPhase.PodPending;

    private static void CheckPreconditions(Pod pod, DeleteOptions options)
    {
        if (options.Preconditions?.UID is { } uid && uid != pod.Metadata.UID)
        {
            throw ApiErrors.Conflict(
                "", "pods", pod.Metadata.Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {pod.Metadata.UID}");
        }
    }

    private PodDisruptionBudget? FindBudget(Pod pod)
    {
        PodDisruptionBudget? found = null;
        foreach (var budget in objects.List<PodDisruptionBudget>(pod.Metadata.Namespace))
        {
            if (budget.Spec.Selector is { } selector && LabelSelectors.Matches(selector, pod.Metadata.Labels))
            {
                found = found is null
                    ? budget
                    : throw ApiErrors.InternalError(
                        "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
            }
        }

        return found;
    }

    private async ValueTask TakeAsync(RequestContext context, PodDisruptionBudget budget, string podName, CancellationToken cancellationToken)
    {
        if (context.DryRun)
        {
            DisruptionBudgets.Take(budget, podName, context.ReceivedAt);
            return;
        }

        await objects.UpdateAsync<PodDisruptionBudget>(
            budget.Metadata.Namespace, budget.Metadata.Name,
            current => DisruptionBudgets.Take(current, podName, context.ReceivedAt), cancellationToken);
    }

    private async ValueTask<Pod> MarkAsync(RequestContext context, Pod pod, CancellationToken cancellationToken)
    {
        if (context.DryRun)
        {
            return pod;
        }

        var condition = new PodCondition
        {
            Type = PodConditionType.DisruptionTarget,
            Status = ConditionStatus.ConditionTrue,
            Reason = "EvictionByEvictionAPI",
            Message = "Eviction API: evicting",
            LastTransitionTime = context.ReceivedAt,
        };
        var (ns, name) = (pod.Metadata.Namespace, pod.Metadata.Name);
        return await objects.UpdateAsync<Pod>(
                ns, name, current => current with { Status = PodConditions.With(current.Status, condition) }, cancellationToken)
            ?? throw ApiErrors.NotFound("", "pods", name);
    }

    private ValueTask DeleteAsync(RequestContext context, Pod pod, DeleteOptions options, CancellationToken cancellationToken)
    {
        var uid = (options.Preconditions ?? new Api.Meta.V1.Preconditions()) with { UID = pod.Metadata.UID };
        return delete(
            context, pod.Metadata.Namespace, pod.Metadata.Name, options with { Preconditions = uid, DryRun = default }, cancellationToken);
    }
}
