using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Policy.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Disruption;

/// <summary>Keeps the status of disruption budgets, by which the API server decides whether a pod may be evicted.</summary>
internal sealed class DisruptionController : Controller<NamespacedName>
{
    private readonly Store<PodDisruptionBudget> _budgets;
    private readonly Store<Pod> _pods;
    private readonly ExpectedPods _expected;
    private readonly IEventRecorder _events;

    public DisruptionController(ControllerContext context)
        : base("disruption-controller", context, workers: 1, queue: "disruption")
    {
        _events = context.Events("controllermanager");
        _expected = new ExpectedPods(context);
        _budgets = context.Informer<PodDisruptionBudget>().OnAny(Enqueue).Store;
        var pods = context.Informer<Pod>();
        pods.AddHandler(new InformerHandler<Pod>
        {
            Added = EnqueueBudgetOf,
            Updated = (old, pod) =>
            {
                EnqueueBudgetOf(pod);
                if (old.Metadata.Labels != pod.Metadata.Labels)
                {
                    EnqueueBudgetOf(old);
                }
            },
            Deleted = EnqueueBudgetOf,
        });
        _pods = pods.Store;
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_budgets.Get(key) is not { } budget)
        {
            return;
        }

        var now = Time.GetUtcNow();
        var pods = _pods.List(key.Namespace).Where(pod => LabelSelectors.Matches(budget.Spec.Selector, pod.Metadata.Labels)).ToList();
        if (pods.Count == 0)
        {
            _events.Record(budget, "Normal", "NoPods", "No matching pods found");
        }

        try
        {
            var status = await StatusAsync(budget, pods, now, cancellationToken).ConfigureAwait(false);
            await ReportAsync(budget, status, cancellationToken).ConfigureAwait(false);
            if (status.DisruptedPods.Count > 0)
            {
                Queue.AddAfter(key, status.DisruptedPods.Values.Min().Value + BudgetMath.DeletionTimeout - now + TimeSpan.FromSeconds(1));
            }
        }
        catch (BudgetException failure)
        {
            _events.Record(
                budget, "Warning", "CalculateExpectedPodCountFailed", $"Failed to calculate the number of expected pods: {failure.Message}");
            await ReportAsync(budget, BudgetMath.Failed(budget, failure.Message, now), cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<PodDisruptionBudgetStatus> StatusAsync(
        PodDisruptionBudget budget, List<Pod> pods, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var expected = pods.Count;
        if (budget.Spec is { MaxUnavailable: not null } or { MinAvailable.IsString: true })
        {
            (expected, var unmanaged) = await _expected.CountAsync(pods, cancellationToken).ConfigureAwait(false);
            if (unmanaged.Count > 0)
            {
                _events.Record(budget, "Warning", "UnmanagedPods", Unmanaged(unmanaged));
            }
        }

        var disrupted = BudgetMath.Disrupted(budget, pods, now);
        foreach (var pod in pods)
        {
            var name = pod.Metadata.Name;
            if (pod.Metadata.DeletionTimestamp is null && budget.Status.DisruptedPods.ContainsKey(name) && !disrupted.ContainsKey(name))
            {
                _events.Record(
                    pod, "Warning", "NotDeleted", $"Pod was expected by PDB {budget.Metadata.Namespace}/{budget.Metadata.Name} to be deleted but it wasn't");
            }
        }

        return BudgetMath.Status(
            budget, expected, BudgetMath.DesiredHealthy(budget, expected), BudgetMath.Healthy(pods, disrupted), disrupted, now);
    }

    private static string Unmanaged(List<string> pods) =>
        $"Pods selected by this PodDisruptionBudget (selector: [{string.Join(' ', pods)}]) were found to be unmanaged. As a result, the status of the PDB "
        + "cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set \".spec.minAvailable\" "
        + "field of the PDB to an integer value.";

    private async ValueTask ReportAsync(PodDisruptionBudget budget, PodDisruptionBudgetStatus status, CancellationToken cancellationToken)
    {
        if (status.Equals(budget.Status))
        {
            return;
        }

        try
        {
            await Client.UpdateStatusAsync(budget with { Status = status }, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.IsNotFound)
        {
            // Deleted meanwhile.
        }
    }

    private void Enqueue(PodDisruptionBudget budget) => Queue.Add(NamespacedName.Of(budget));

    private void EnqueueBudgetOf(Pod pod)
    {
        foreach (var budget in _budgets.List(pod.Metadata.Namespace))
        {
            if (LabelSelectors.Matches(budget.Spec.Selector, pod.Metadata.Labels))
            {
                Enqueue(budget);
            }
        }
    }
}
