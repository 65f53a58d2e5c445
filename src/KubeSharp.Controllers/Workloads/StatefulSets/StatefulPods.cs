using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Controllers.Expectations;
using KubeSharp.Controllers.Ownership;
using KubeSharp.Controllers.Pods;
using KubeSharp.Controllers.Workloads.Revisions;

namespace KubeSharp.Controllers.Workloads.StatefulSets;

/// <summary>Creates, mends and deletes the pods of stateful sets, with their claims.</summary>
internal sealed class StatefulPods(KubeClient client, StatefulClaims claims, PodExpectations expectations, IEventRecorder events)
{
    public StatefulClaims Claims { get; } = claims;

    /// <summary>The pod of an ordinal as it would be created.</summary>
    public static Pod Plan(StatefulSet set, ControllerRevision revision, int ordinal)
    {
        var pod = PodTemplates.Instantiate(RevisionData.Template(revision), set, ControllerRefs.To(set));
        pod = StatefulIdentity.Apply(set, pod, ordinal);
        return pod with
        {
            Metadata = pod.Metadata with { Labels = pod.Metadata.Labels.Set(StatefulPodStates.RevisionLabel, revision.Metadata.Name) },
        };
    }

    /// <summary>Creates the claims of the pod that are missing, then the pod.</summary>
    public async ValueTask<Pod> CreateAsync(StatefulSet set, Pod pod, CancellationToken cancellationToken)
    {
        try
        {
            await Claims.EnsureAsync(set, pod, cancellationToken).ConfigureAwait(false);
            await Claims.RetainAsync(set, pod, cancellationToken).ConfigureAwait(false);
            var created = await CreateAsync(NamespacedName.Of(set), pod, cancellationToken).ConfigureAwait(false);
            Record(set, pod, "create", null);
            return created;
        }
        catch (ApiException taken) when (taken.IsAlreadyExists)
        {
            var present = await client.FindAsync<Pod>(pod.Metadata.Namespace, pod.Metadata.Name, cancellationToken).ConfigureAwait(false);
            if (present is not null && ControllerRefs.IsControlledBy(present, set))
            {
                // The informer does not know it yet.
                return present;
            }

            throw;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Record(set, pod, "create", failure);
            throw;
        }
    }

    /// <summary>Gives the pod back the identity and the claims of its ordinal.</summary>
    public async ValueTask<Pod> MendAsync(StatefulSet set, Pod pod, CancellationToken cancellationToken)
    {
        if (!Claims.AreRetained(set, pod))
        {
            await Claims.RetainAsync(set, pod, cancellationToken).ConfigureAwait(false);
        }

        if (StatefulIdentity.Matches(set, pod))
        {
            return pod;
        }

        try
        {
            await Claims.EnsureAsync(set, pod, cancellationToken).ConfigureAwait(false);
            var mended = await client.UpdateAsync(
                StatefulIdentity.Apply(set, pod, StatefulIdentity.Ordinal(set, pod)), cancellationToken: cancellationToken).ConfigureAwait(false);
            Record(set, pod, "update", null);
            return mended;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Record(set, pod, "update", failure);
            throw;
        }
    }

    /// <summary>Deletes the pod; that it is gone already is no failure.</summary>
    public async ValueTask DeleteAsync(StatefulSet set, Pod pod, CancellationToken cancellationToken)
    {
        var owner = NamespacedName.Of(set);
        expectations.ExpectDeletions(owner, [pod.Metadata.UID]);
        try
        {
            await client.DeleteAsync<Pod>(
                pod.Metadata.Namespace, pod.Metadata.Name, Deletions.Exactly(pod), cancellationToken).ConfigureAwait(false);
            Record(set, pod, "delete", null);
        }
        catch (Exception failure)
        {
            expectations.DeletionObserved(owner, pod.Metadata.UID);
            if (failure is ApiException { IsNotFound: true } or ApiException { IsConflict: true })
            {
                // Deleted, or deleted and made again, by somebody else.
                return;
            }

            if (failure is not OperationCanceledException)
            {
                Record(set, pod, "delete", failure);
            }

            throw;
        }
    }

    /// <summary>A pod that is over is deleted, to be created anew.</summary>
    public ValueTask RecreateAsync(StatefulSet set, Pod pod, CancellationToken cancellationToken)
    {
        var name = $"{set.Metadata.Namespace}/{set.Metadata.Name}";
        if (pod.Status.Phase == PodPhase.PodFailed)
        {
            events.Record(set, "Warning", "RecreatingFailedPod", $"StatefulSet {name} is recreating failed Pod {pod.Metadata.Name}");
        }
        else
        {
            events.Record(set, "Normal", "RecreatingTerminatedPod", $"StatefulSet {name} is recreating terminated Pod {pod.Metadata.Name}");
        }

        return DeleteAsync(set, pod, cancellationToken);
    }

    private async ValueTask<Pod> CreateAsync(NamespacedName owner, Pod pod, CancellationToken cancellationToken)
    {
        expectations.ExpectCreations(owner, 1);
        try
        {
            return await client.CreateAsync(pod, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            expectations.CreationObserved(owner);
            throw;
        }
    }

    private void Record(StatefulSet set, Pod pod, string verb, Exception? failure)
    {
        var what = $"{verb} Pod {pod.Metadata.Name} in StatefulSet {set.Metadata.Name}";
        var reason = char.ToUpperInvariant(verb[0]) + verb[1..];
        if (failure is null)
        {
            events.Record(set, "Normal", "Successful" + reason, $"{what} successful");
        }
        else
        {
            events.Record(set, "Warning", "Failed" + reason, $"{what} failed error: {failure.Message}");
        }
    }
}
