using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;
using KubeSharp.Client.WorkQueues;
using KubeSharp.Controllers.Expectations;
using KubeSharp.Controllers.Ownership;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Workloads;

/// <summary>Turns what happens to pods into work for the objects that own them, or that might adopt them.</summary>
/// <typeparam name="T">The kind of the owners.</typeparam>
internal sealed class OwnedPodEvents<T>(WorkQueue<NamespacedName> queue, Store<T> owners)
    where T : ApiObject, IApiKind<T>
{
    public required Func<T, ApiMap<string>, bool> Selects { get; init; }

    public Func<T, int> MinReadySeconds { get; init; } = static _ => 0;

    /// <summary>To be told of what has been seen; null where the controller keeps none.</summary>
    public PodExpectations? Expectations { get; init; }

    /// <summary>Follows the pods, which are indexed by owner from now on.</summary>
    public Store<Pod> Follow(Informer<Pod> pods)
    {
        PodsByOwner.AddTo(pods);
        pods.AddHandler(new InformerHandler<Pod> { Added = Added, Updated = Updated, Deleted = Deleted });
        return pods.Store;
    }

    private void Added(Pod pod)
    {
        if (pod.IsTerminating())
        {
            Deleted(pod);
        }
        else if (ControllerRefs.OwnerOf<T>(pod) is { } owner)
        {
            Expectations?.CreationObserved(owner);
            queue.Add(owner);
        }
        else
        {
            EnqueueMatching(pod);
        }
    }

    private void Updated(Pod old, Pod pod)
    {
        if (pod.IsTerminating())
        {
            // The rest of its life does not count: it is replaced at once.
            Deleted(pod);
        }

        var (before, after) = (ControllerRefs.OwnerOf<T>(old), ControllerRefs.OwnerOf<T>(pod));
        if (before is { } previous && before != after)
        {
            queue.Add(previous);
        }

        if (after is { } owner)
        {
            queue.Add(owner);
            if (!old.IsReady() && pod.IsReady() && owners.Get(owner) is { } value && MinReadySeconds(value) is > 0 and var seconds)
            {
                // A second more, since times on objects have whole seconds.
                queue.AddAfter(owner, TimeSpan.FromSeconds(seconds + 1));
            }
        }
        else if (old.Metadata.Labels != pod.Metadata.Labels || before is not null)
        {
            EnqueueMatching(pod);
        }
    }

    private void Deleted(Pod pod)
    {
        if (ControllerRefs.OwnerOf<T>(pod) is { } owner)
        {
            Expectations?.DeletionObserved(owner, pod.Metadata.UID);
            queue.Add(owner);
        }
        else
        {
            // An orphan may have kept a name that is wanted.
            EnqueueMatching(pod);
        }
    }

    /// <summary>An orphan: whoever selects it may want to adopt it.</summary>
    private void EnqueueMatching(Pod pod)
    {
        if (ControllerRefs.Of(pod) is not null)
        {
            return;
        }

        foreach (var owner in owners.List(pod.Metadata.Namespace))
        {
            if (Selects(owner, pod.Metadata.Labels))
            {
                queue.Add(NamespacedName.Of(owner));
            }
        }
    }
}
