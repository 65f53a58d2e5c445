using System.Threading.Channels;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Policy.V1;
using KubeSharp.Api.Storage.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;
using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler;

/// <summary>Turns what informers tell into changes for the scheduling loop.</summary>
internal static class ClusterWatch
{
    public static void Subscribe(InformerFactory factory, ChannelWriter<ClusterChange> changes)
    {
        // Storage comes first, so that pods that are read at start find their claims.
        TellStorage<StorageClass>(factory, changes, (table, value) => table.Set(value), (table, value) => table.RemoveClass(value.Metadata.Name));
        TellStorage<PersistentVolume>(factory, changes, (table, value) => table.Set(value), (table, value) => table.RemoveVolume(value.Metadata.Name));
        TellStorage<PersistentVolumeClaim>(factory, changes, (table, value) => table.Set(value), (table, value) => table.RemoveClaim(NamespacedName.Of(value)));
        Tell<PodDisruptionBudget>(factory, changes, value => new ClusterChange.BudgetSet(value), value => new ClusterChange.BudgetRemoved(NamespacedName.Of(value)));
        Tell<Namespace>(
            factory,
            changes,
            value => new ClusterChange.NamespaceSet(value.Metadata.Name, value.Metadata.Labels),
            value => new ClusterChange.NamespaceRemoved(value.Metadata.Name));
        Tell<Node>(factory, changes, value => new ClusterChange.NodeSet(value), value => new ClusterChange.NodeRemoved(value.Metadata.Name));
        Tell<Pod>(factory, changes, value => new ClusterChange.PodSet(value), value => new ClusterChange.PodRemoved(value));
    }

    private static void TellStorage<T>(
        InformerFactory factory, ChannelWriter<ClusterChange> changes, Action<VolumeTable, T> set, Action<VolumeTable, T> remove)
        where T : ApiObject, IApiKind<T> =>
        Tell<T>(
            factory,
            changes,
            value => new ClusterChange.StorageChanged(table => set(table, value)),
            value => new ClusterChange.StorageChanged(table => remove(table, value)));

    private static void Tell<T>(InformerFactory factory, ChannelWriter<ClusterChange> changes, Func<T, ClusterChange> set, Func<T, ClusterChange> removed)
        where T : ApiObject, IApiKind<T> =>
        factory.Get<T>().AddHandler(new InformerHandler<T>
        {
            Added = value => changes.TryWrite(set(value)),
            Updated = (_, value) => changes.TryWrite(set(value)),
            Deleted = value => changes.TryWrite(removed(value)),
        });
}
