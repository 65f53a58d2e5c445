using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Controllers.Expectations;
using KubeSharp.Controllers.Ownership;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Workloads.DaemonSets;

/// <summary>Creates and deletes daemons, and notes what is expected of that.</summary>
internal sealed class DaemonPods(PodControl control, PodExpectations expectations)
{
    /// <summary>Pods created or deleted in one round at most.</summary>
    private const int Burst = 250;

    /// <returns>The first failure, if any; a namespace that is being deleted is none.</returns>
    public async Task<Exception?> ChangeAsync(DaemonSet set, string hash, List<string> nodes, List<Pod> victims, CancellationToken cancellationToken)
    {
        var key = NamespacedName.Of(set);
        var count = Math.Min(Burst, nodes.Count);
        victims = victims.GetRange(0, Math.Min(Burst, victims.Count));
        expectations.ExpectCreations(key, count);
        expectations.ExpectDeletions(key, victims.Select(static pod => pod.Metadata.UID));

        var template = DaemonPodTemplate.Of(set, hash);
        var owner = ControllerRefs.To(set);
        var (succeeded, failure) = await SlowStart.RunAsync(
            count,
            async i => await control.CreateAsync(
                PodTemplates.Instantiate(DaemonPodTemplate.OnNode(template, nodes[i]), set, owner), set, cancellationToken).ConfigureAwait(false))
            .ConfigureAwait(false);
        if (succeeded < count)
        {
            expectations.CreationObserved(key, count - succeeded);
        }

        var deletion = await SlowStart.FirstFailureAsync([.. victims.Select(async pod =>
        {
            try
            {
                await control.DeleteAsync(pod, set, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                expectations.DeletionObserved(key, pod.Metadata.UID);
                throw;
            }
        })]).ConfigureAwait(false);
        return failure is not null && !(failure is Api.ApiException refused && refused.IsNamespaceTerminating()) ? failure : deletion;
    }
}
