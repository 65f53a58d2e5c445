using KubeSharp.Api;
using KubeSharp.Client;
using KubeSharp.Client.Informers;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Volumes.Objects;

/// <summary>
/// The objects of one kind that pods of this node use, each watched on its own by name: the node authorizer grants a kubelet no wider
/// watch. A watch starts with the first pod that asks for the object and ends with the last one released.
/// </summary>
internal sealed class WatchedObjects<T>(KubeClient client, string kindName, ILogger logger, TimeProvider time, Action<string> podChanged) : IAsyncDisposable
    where T : ApiObject, IApiKind<T>
{
    private static readonly TimeSpan SyncTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();

    // Guarded by _lock, as are the pods of each watch.
    private readonly Dictionary<NamespacedName, ObjectWatch<T>> _watches = [];

    /// <summary>The object as it is now, or null where there is none. The pod is told of changes from then on.</summary>
    /// <exception cref="VolumeMountException">The API server could not be asked in time.</exception>
    public async ValueTask<T?> GetAsync(string podUid, string ns, string name, CancellationToken cancellationToken)
    {
        var key = new NamespacedName(ns, name);
        var watch = Acquire(podUid, key);
        if (!watch.Informer.HasSynced)
        {
            try
            {
                await watch.Informer.WaitForSyncAsync(cancellationToken).WaitAsync(SyncTimeout, time, cancellationToken);
            }
            catch (TimeoutException timeout)
            {
                throw new VolumeMountException($"failed to sync {kindName} cache: timed out waiting for the condition", timeout);
            }
        }

        return watch.Informer.Store.Get(key);
    }

    /// <summary>The pod no longer uses any object.</summary>
    public async ValueTask ReleaseAsync(string podUid)
    {
        var ended = new List<ObjectWatch<T>>();
        lock (_lock)
        {
            foreach (var (key, watch) in _watches)
            {
                if (watch.Pods.Remove(podUid) && watch.Pods.Count == 0)
                {
                    ended.Add(watch);
                    _watches.Remove(key);
                }
            }
        }

        foreach (var watch in ended)
        {
            await watch.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        ObjectWatch<T>[] all;
        lock (_lock)
        {
            all = [.. _watches.Values];
            _watches.Clear();
        }

        foreach (var watch in all)
        {
            await watch.DisposeAsync();
        }
    }

    private ObjectWatch<T> Acquire(string podUid, NamespacedName key)
    {
        lock (_lock)
        {
            if (!_watches.TryGetValue(key, out var watch))
            {
                watch = new ObjectWatch<T>(client.Transport, key, logger, time, () => Changed(key));
                _watches[key] = watch;
            }

            watch.Pods.Add(podUid);
            return watch;
        }
    }

    private void Changed(NamespacedName key)
    {
        string[] pods;
        lock (_lock)
        {
            pods = _watches.TryGetValue(key, out var watch) ? [.. watch.Pods] : [];
        }

        foreach (var pod in pods)
        {
            podChanged(pod);
        }
    }
}
