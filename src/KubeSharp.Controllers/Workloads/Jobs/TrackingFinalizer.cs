using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;

namespace KubeSharp.Controllers.Workloads.Jobs;

/// <summary>
/// The finalizer that keeps a job's pod until it is counted. Taking it off is remembered until the cache has seen it, or the
/// pod would be counted twice.
/// </summary>
internal sealed class TrackingFinalizer(KubeClient client)
{
    public const string Name = "batch.kubernetes.io/job-tracking";

    private static readonly byte[] Patch = Encoding.UTF8.GetBytes($$$"""{"metadata":{"$deleteFromPrimitiveList/finalizers":["{{{Name}}}"]}}""");

    private readonly Lock _gate = new();
    private readonly HashSet<string> _removed = [];

    public static bool IsOn(Pod pod) => pod.Metadata.Finalizers.FindIndex(static finalizer => finalizer == Name) >= 0;

    /// <summary>Whether the pod is still to be counted, as far as we know.</summary>
    public bool Holds(Pod pod)
    {
        lock (_gate)
        {
            return IsOn(pod) && !_removed.Contains(pod.Metadata.UID);
        }
    }

    public async ValueTask RemoveAsync(Pod pod, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _removed.Add(pod.Metadata.UID);
        }

        try
        {
            await client.PatchAsync<Pod>(
                pod.Metadata.Namespace,
                pod.Metadata.Name,
                PatchType.Strategic,
                Patch,
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.IsNotFound)
        {
            // Then nothing holds it.
        }
        catch
        {
            lock (_gate)
            {
                _removed.Remove(pod.Metadata.UID);
            }

            throw;
        }
    }

    /// <summary>The cache has the pod without the finalizer, or no longer has it.</summary>
    public void Observed(Pod pod)
    {
        lock (_gate)
        {
            _removed.Remove(pod.Metadata.UID);
        }
    }
}
