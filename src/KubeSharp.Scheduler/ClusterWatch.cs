using System.Threading.Channels;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Policy.V1;
using KubeSharp.Api.Storage.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;

namespace KubeSharp.Scheduler;

/// <summary>Turns what informers tell into changes for the scheduling loop.</summary>
internal static class ClusterWatch
{
    public static void Subscribe(InformerFactory factory, ChannelWriter<ClusterChange> changes)
    {
        // Storage comes first, so that pods that are read at start find their claims.
        Tell<StorageClass>(factory, changes, value => new ClusterChange.ClassSet(value), value => new ClusterChange.ClassRemoved(value.Metadata.Name));
        Tell<PersistentVolume>(factory, changes, value => new ClusterChange.VolumeSet(value), value => new ClusterChange.VolumeRemoved(value.Metadata.Name));
        Tell<PersistentVolumeClaim>(factory, changes, value => new ClusterChange.ClaimSet(value), value => new ClusterChange.ClaimRemoved(NamespacedName.Of(value)));
        Tell<PodDisruptionBudget>(factory, changes, value => new ClusterChange.BudgetSet(value), value => new ClusterChange.BudgetRemoved(NamespacedName.Of(value)));
        Tell<Namespace>(
            factory,
            changes,
            value => new ClusterChange.NamespaceSet(value.Metadata.Name, value.Metadata.Labels),
            value => new ClusterChange.NamespaceRemoved(value.Metadata.Name));
        Tell<Node>(factory, changes, value => new ClusterChange.NodeSet(value), value => new ClusterChange.NodeRemoved(value.Metadata.Name));
        Tell<Pod>(factory, changes, value => new ClusterChange.PodSet(value), value => new ClusterChange.PodRemoved(value));
    }

    private static void Tell<T>(InformerFactory factory, ChannelWriter<ClusterChange> changes, Func<T, ClusterChange> set, Func<T, ClusterChange> removed)
        where T : ApiObject, IApiKind<T> =>
        factory.Get<T>().AddHandler(new InformerHandler<T>
        {
            Added = value => changes.TryWrite(set(value)),
            Updated = (_, value) => changes.TryWrite(set(value)),
            Deleted = value => changes.TryWrite(removed(value)),
        });
}
