using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Disruption;

/// <summary>Takes back the mark of a pod that was to be disrupted and, two minutes later, has not been.</summary>
internal sealed class StaleDisruptionController : Controller<NamespacedName>
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly Store<Pod> _pods;

    public StaleDisruptionController(ControllerContext context)
        : base("disruption-controller", context, workers: 1, queue: "stale_pod_disruption")
    {
        var pods = context.Informer<Pod>();
        pods.AddHandler(new InformerHandler<Pod> { Added = Watch, Updated = (_, pod) => Watch(pod) });
        _pods = pods.Store;
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_pods.Get(key) is not { } pod || Since(pod) is not { } since)
        {
            return;
        }

        var left = since + Timeout - Time.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            Queue.AddAfter(key, left);
            return;
        }

        var patch = $"{{\"metadata\":{{\"uid\":\"{pod.Metadata.UID}\"}},\"status\":{{\"conditions\":[{{\"type\":\"{PodConditionType.DisruptionTarget}\","
            + $"\"status\":\"False\",\"lastTransitionTime\":\"{Context.Now()}\"}}]}}}}";
        try
        {
            await Client.PatchAsync<Pod>(
                key.Namespace, key.Name, PatchType.Strategic, Encoding.UTF8.GetBytes(patch), "status", cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.IsNotFound || gone.IsConflict)
        {
            // Deleted meanwhile, and perhaps made again.
        }
    }

    /// <summary>Since when the pod has been marked; null if it is not, or is on its way out.</summary>
    private static DateTimeOffset? Since(Pod pod) =>
        pod.IsActive() && pod.Condition(PodConditionType.DisruptionTarget) is { Status: ConditionStatus.ConditionTrue } mark ? mark.LastTransitionTime.Value : null;

    private void Watch(Pod pod)
    {
        if (Since(pod) is not null)
        {
            Queue.Add(NamespacedName.Of(pod));
        }
    }
}
