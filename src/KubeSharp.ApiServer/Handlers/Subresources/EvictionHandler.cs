using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Policy.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Handlers.Subresources;

/// <summary>
/// pods/eviction: a delete that disruption budgets may refuse (429). The budget is charged before the pod is deleted, so that two
/// evictions never use the same disruption.
/// </summary>
internal sealed class EvictionHandler(IObjectStore objects, EvictionDelete delete) : ISubresourceHandler
{
    private const int MaxDisruptedPods = 2000;
    private const int RetryAfterSeconds = 10;

    public async ValueTask<SubresourceResult> HandleAsync(RequestContext context, ApiKind body, CancellationToken cancellationToken)
    {
        var eviction = (Eviction)body;
        var (ns, name) = (context.Info.Namespace, context.Info.Name);
        if (eviction.Metadata.Name != name)
        {
            throw ApiErrors.BadRequest("name in URL does not match name in Eviction object");
        }

        var pod = await objects.GetLatestAsync<Pod>(ns, name, cancellationToken).ConfigureAwait(false)
            ?? throw ApiErrors.NotFound("", "pods", name);
        var options = eviction.DeleteOptions ?? DeleteOptions.Empty;
        var dryRun = context.DryRun || options.DryRun.Count > 0;
        if (!IgnoresBudgets(pod))
        {
            await ChargeAsync(pod, context.ReceivedAt, dryRun, cancellationToken).ConfigureAwait(false);
        }

        if (!dryRun)
        {
            await delete(context, ns, name, WithUid(options, pod), cancellationToken).ConfigureAwait(false);
        }

        return new SubresourceResult(new Status { StatusValue = "Success", Code = 201 }, 201);
    }

    /// <summary>A pod that does not run anyway disturbs nobody when it goes.</summary>
    private static bool IgnoresBudgets(Pod pod) =>
        pod.Status.Phase is "Pending" or "Succeeded" or "Failed" || pod.Metadata.DeletionTimestamp is not null;

    private static DeleteOptions WithUid(DeleteOptions options, Pod pod) => options.Preconditions is { UID: not null }
        ? options
        : options with { Preconditions = (options.Preconditions ?? new Api.Meta.V1.Preconditions()) with { UID = pod.Metadata.UID } };

    private async ValueTask ChargeAsync(Pod pod, DateTimeOffset now, bool dryRun, CancellationToken cancellationToken)
    {
        var budgets = objects.List<PodDisruptionBudget>(pod.Metadata.Namespace).Where(budget => Covers(budget, pod)).ToList();
        if (budgets.Count == 0)
        {
            return;
        }

        if (budgets.Count > 1)
        {
            throw ApiErrors.InternalError("This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
        }

        var budget = budgets[0];
        if (!IsReady(pod) && (budget.Spec.UnhealthyPodEvictionPolicy == "AlwaysAllow"
            || (budget.Status.CurrentHealthy >= budget.Status.DesiredHealthy && budget.Status.DesiredHealthy > 0)))
        {
            return;
        }

        if (dryRun)
        {
            _ = Charged(budget, pod, now);
            return;
        }

        await objects.UpdateAsync<PodDisruptionBudget>(
            pod.Metadata.Namespace, budget.Metadata.Name, current => Charged(current, pod, now), cancellationToken).ConfigureAwait(false);
    }

    private static PodDisruptionBudget Charged(PodDisruptionBudget budget, Pod pod, DateTimeOffset now)
    {
        var status = budget.Status;
        if (status.ObservedGeneration < budget.Metadata.Generation)
        {
            throw Refused($"The disruption budget {budget.Metadata.Name} is still being processed by the server.");
        }

        if (status.DisruptionsAllowed <= 0)
        {
            throw Refused(
                $"The disruption budget {budget.Metadata.Name} needs {status.DesiredHealthy} healthy pods and has {status.CurrentHealthy} currently");
        }

        if (status.DisruptedPods.Count > MaxDisruptedPods)
        {
            throw ApiErrors.Forbidden(
                "policy", "poddisruptionbudgets", budget.Metadata.Name, "DisruptedPods map too big - too many evictions not confirmed by PDB controller");
        }

        return budget with
        {
            Status = status with
            {
                DisruptionsAllowed = status.DisruptionsAllowed - 1,
                DisruptedPods = status.DisruptedPods.Set(pod.Metadata.Name, new Time(now)),
            },
        };
    }

    private static ApiException Refused(string cause)
    {
        var error = ApiErrors.TooManyRequests("Cannot evict pod as it would violate the pod's disruption budget.", RetryAfterSeconds).Status;
        return new ApiException(error with
        {
            Details = error.Details! with { Causes = [new StatusCause { Type = "DisruptionBudget", Message = cause }] },
        });
    }

    private static bool Covers(PodDisruptionBudget budget, Pod pod) =>
        budget.Spec.Selector is { } selector && LabelSelectors.Matches(selector, pod.Metadata.Labels);

    private static bool IsReady(Pod pod) => pod.Status.Conditions.Any(condition => condition is { Type: "Ready", Status: "True" });
}
