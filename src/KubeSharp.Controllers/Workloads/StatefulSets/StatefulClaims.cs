using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Workloads.StatefulSets;

/// <summary>The claims that the pods of stateful sets find their volumes by.</summary>
internal sealed class StatefulClaims(KubeClient client, Store<PersistentVolumeClaim> claims, IEventRecorder events)
{
    /// <summary>Creates those that are missing.</summary>
    /// <exception cref="ApiException">One cannot be created.</exception>
    /// <exception cref="InvalidOperationException">One is being deleted: it has to be gone first.</exception>
    public async ValueTask EnsureAsync(StatefulSet set, Pod pod, CancellationToken cancellationToken)
    {
        foreach (var (_, name, template) in StatefulIdentity.Claims(set, StatefulIdentity.Ordinal(set, pod)))
        {
            if (claims.Get(set.Metadata.Namespace, name) is { } present)
            {
                if (present.Metadata.DeletionTimestamp is not null)
                {
                    throw new InvalidOperationException($"pvc {name} is being deleted");
                }

                continue;
            }

            await CreateAsync(set, pod, Make(set, name, template), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes the owners of the pod's claims what the set's retention policy wants.</summary>
    public async ValueTask RetainAsync(StatefulSet set, Pod pod, CancellationToken cancellationToken)
    {
        foreach (var claim in Present(set, pod))
        {
            var retained = ClaimRetention.Apply(claim, set, pod);
            if (!ReferenceEquals(retained, claim))
            {
                await client.UpdateAsync(retained, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public bool AreRetained(StatefulSet set, Pod pod) => Present(set, pod).All(claim => ReferenceEquals(ClaimRetention.Apply(claim, set, pod), claim));

    /// <summary>Whether a claim waits to be deleted with an earlier life of the pod.</summary>
    public bool AreStale(StatefulSet set, Pod pod) =>
        set.Spec.PersistentVolumeClaimRetentionPolicy?.WhenScaled == PersistentVolumeClaimRetentionPolicyType.Delete
        && Present(set, pod).Any(claim => ClaimRetention.IsStale(claim, pod));

    private IEnumerable<PersistentVolumeClaim> Present(StatefulSet set, Pod pod)
    {
        foreach (var (_, name, _) in StatefulIdentity.Claims(set, StatefulIdentity.Ordinal(set, pod)))
        {
            if (claims.Get(set.Metadata.Namespace, name) is { } claim)
            {
                yield return claim;
            }
        }
    }

    private static PersistentVolumeClaim Make(StatefulSet set, string name, PersistentVolumeClaim template)
    {
        var labels = template.Metadata.Labels;
        foreach (var (key, value) in set.Spec.Selector?.MatchLabels ?? default)
        {
            labels = labels.Set(key, value);
        }

        return new PersistentVolumeClaim
        {
            Metadata = new ObjectMeta
            {
                Namespace = set.Metadata.Namespace,
                Name = name,
                Labels = labels,
                Annotations = template.Metadata.Annotations,
                Finalizers = template.Metadata.Finalizers,
            },
            Spec = template.Spec,
        };
    }

    private async ValueTask CreateAsync(StatefulSet set, Pod pod, PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        var what = $"create Claim {claim.Metadata.Name} Pod {pod.Metadata.Name} in StatefulSet {set.Metadata.Name}";
        try
        {
            await client.CreateAsync(claim, cancellationToken: cancellationToken).ConfigureAwait(false);
            events.Record(set, "Normal", "SuccessfulCreate", $"{what} success");
        }
        catch (ApiException taken) when (taken.IsAlreadyExists)
        {
            // The informer does not know it yet.
        }
        catch (ApiException refused)
        {
            events.Record(set, "Warning", "FailedCreate", $"{what} failed error: {refused.Message}");
            throw;
        }
    }
}
