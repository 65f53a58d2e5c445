using System.Globalization;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;
using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Binding;

/// <summary>
/// Sees to it that a pod has its volumes before it gets its node: 1. reserves existing volumes, 2. tells provisioners the node,
/// 3. waits until the controllers have bound all claims.
/// </summary>
internal sealed class VolumeBinder(KubeClient client, Store<PersistentVolumeClaim> claims, SchedulerOptions options, TimeProvider time)
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(200);

    /// <exception cref="VolumeBindingException">The volumes do not come.</exception>
    public async Task BindAsync(VolumePlan plan, CancellationToken cancellationToken)
    {
        List<PersistentVolumeClaim> waiting = [];
        foreach (var (volume, claim) in plan.Static)
        {
            await ReserveAsync(volume, claim, cancellationToken);
            waiting.Add(claim);
        }

        foreach (var claim in plan.Dynamic)
        {
            waiting.Add(await SelectNodeAsync(claim, plan.NodeName, cancellationToken));
        }

        var started = time.GetTimestamp();
        foreach (var claim in waiting)
        {
            while (!IsBound(claim))
            {
                if (time.GetElapsedTime(started) > options.VolumeBindTimeout)
                {
                    throw new VolumeBindingException($"binding volumes: timed out waiting for claim {NamespacedName.Of(claim)}");
                }

                await Task.Delay(LookPeriod, time, cancellationToken);
            }
        }
    }

    private async Task ReserveAsync(PersistentVolume volume, PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        if (volume.Spec.ClaimRef is { UID.Length: > 0 })
        {
            return;
        }

        var annotations = volume.Spec.ClaimRef is null
            ? volume.Metadata.Annotations.Set(VolumeNames.BoundByController, "yes")
            : volume.Metadata.Annotations;
        await client.UpdateAsync(
            volume with
            {
                Metadata = volume.Metadata with { Annotations = annotations },
                Spec = volume.Spec with
                {
                    ClaimRef = ObjectReferences.To(claim),
                },
            },
            null,
            cancellationToken);
    }

    private async Task<PersistentVolumeClaim> SelectNodeAsync(PersistentVolumeClaim claim, string nodeName, CancellationToken cancellationToken)
    {
        if (claim.Metadata.Annotations.GetValueOrDefault(VolumeNames.SelectedNode) == nodeName)
        {
            return claim;
        }

        var metadata = claim.Metadata with { Annotations = claim.Metadata.Annotations.Set(VolumeNames.SelectedNode, nodeName) };
        return await client.UpdateAsync(claim with { Metadata = metadata }, null, cancellationToken);
    }

    /// <param name="written">The claim as it was when the wait began; what the informer knows may be older.</param>
    private bool IsBound(PersistentVolumeClaim written)
    {
        var current = claims.Get(NamespacedName.Of(written));
        if (current is null || current.Metadata.UID != written.Metadata.UID)
        {
            throw new VolumeBindingException($"binding volumes: claim {NamespacedName.Of(written)} was deleted");
        }

        if (VolumeNames.IsBound(current))
        {
            return true;
        }

        if (written.Metadata.Annotations.ContainsKey(VolumeNames.SelectedNode)
            && !current.Metadata.Annotations.ContainsKey(VolumeNames.SelectedNode)
            && Version(current) >= Version(written))
        {
            throw new VolumeBindingException($"binding volumes: provisioning failed for PVC \"{written.Metadata.Name}\"");
        }

        return false;
    }

    private static ulong Version(PersistentVolumeClaim claim) =>
        ulong.TryParse(claim.Metadata.ResourceVersion, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
