using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Cache.Feed;
using KubeSharp.ApiServer.Cache.Forms;
using KubeSharp.ApiServer.Cache.Watching;
using KubeSharp.Storage;
using KubeSharp.Storage.Errors;

namespace KubeSharp.ApiServer.Cache;

/// <summary>
/// The objects of one resource: writes go to the store by compare-and-swap, reads and watches come from the cache that the store's watch
/// feeds. Whoever has written, or has lost against another writer, finds the outcome in the cache when the call returns.
/// </summary>
/// <remarks>The store's failures come out as <see cref="ApiException"/> 500 and 503.</remarks>
public sealed class ResourceStore
{
    private static readonly TimeSpan WaitForRevision = TimeSpan.FromSeconds(3);

    private readonly IKeyValueStore _keyValues;
    private readonly WatchCache _cache;
    private readonly PastStates _past;

    // Objects on their way through the store, by the array that was handed to it: their entries need not be decoded.
    private readonly ConcurrentDictionary<byte[], ApiObject> _written = new(ReferenceEqualityComparer.Instance);

    internal ResourceStore(StoredResource resource, IKeyValueStore keyValues, WatchCache cache, TimeProvider time)
    {
        (Resource, _keyValues, _cache) = (resource, keyValues, cache);
        Form = cache.FormOf(resource.Resource);
        State = new ResourceState(this, time);
        Operations = new StoreOperations(resource.Resource, time);
        _past = new PastStates(this, keyValues);
        ApiType type = resource.Codec.Type;
        JsonHead = Encoding.UTF8.GetBytes($"{{\"kind\":\"{type.Kind}\",\"apiVersion\":\"{type.ApiVersion}\",");
    }

    public StoredResource Resource { get; }

    /// <summary>How many objects there are.</summary>
    public int Count => State.Snapshot.Entries.Count;

    internal ResourceCounts Counts { get; } = new();

    internal StoreOperations Operations { get; }

    /// <summary>Null if objects are stored as they are.</summary>
    internal IStoredForm? Form { get; }

    internal ResourceState State { get; }

    internal byte[] JsonHead { get; }

    internal EncodingBudget Budget => _cache.Budget;

    internal RecentObjects Recent => _cache.Recent;

    internal long CacheRevision => _cache.Revision;

    /// <summary>The object as of everything written before this call; null if there is none.</summary>
    public ValueTask<Entry?> GetAsync(string ns, string name, CancellationToken cancellationToken) =>
        GetAsync(ns, name, ListAt.Latest, cancellationToken);

    /// <param name="ns">"" for cluster-scoped resources.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="at">Not <see cref="ListAt.Exactly"/>.</param>
    /// <param name="cancellationToken">Ends the wait for the state asked for.</param>
    public async ValueTask<Entry?> GetAsync(string ns, string name, ListAt at, CancellationToken cancellationToken)
    {
        await ReachAsync(at, cancellationToken).ConfigureAwait(false);
        return Find(ns, name);
    }

    /// <summary>Where the object lies in the store.</summary>
    public string KeyOf(string ns, string name) => Resource.Key(ns, name);

    /// <summary>The object as the cache has it.</summary>
    public Entry? Find(string ns, string name) => State.Snapshot.Entries.TryGetValue(Resource.Key(ns, name), out Entry? entry) ? entry : null;

    /// <summary>The state of a namespace, or of all if <paramref name="ns"/> is "".</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="at">Which state.</param>
    /// <param name="start">
    /// The first key to return, relative to the resource's prefix, from <see cref="ListSnapshot.ContinueAfter"/>; "" for the beginning.
    /// </param>
    /// <param name="cancellationToken">Ends the wait for the state asked for.</param>
    /// <exception cref="ApiException">410: the exact revision is gone; 504: the revision asked for has not been reached in time.</exception>
    public async ValueTask<ListSnapshot> ListAsync(string ns, ListAt at, string start, CancellationToken cancellationToken)
    {
        await ReachAsync(at, cancellationToken).ConfigureAwait(false);
        string prefix = Resource.NamespacePrefix(ns);
        string from = Resource.Prefix + start;
        from = KeyOrder.Compare(from, prefix) < 0 ? prefix : from;
        string end = KeyRange.PrefixEnd(prefix);
        if (at.Match == ListAt.Kind.Exact)
        {
            return new ListSnapshot(at.Revision, await _past.AtAsync(at.Revision, cancellationToken).ConfigureAwait(false), from, end);
        }

        return Current(from, end);
    }

    /// <summary>
    /// Leaves out of a list what indexes tell not to match; what is left may still contain such. A label that is often selected by gets an index.
    /// </summary>
    public ListSnapshot Narrow(ListSnapshot list, LabelMatcher labels)
    {
        ListSnapshot best = list;
        foreach (LabelRequirement requirement in labels.Requirements)
        {
            if (requirement is { Operator: SelectorOperator.Equals or SelectorOperator.In, Values: [var value] })
            {
                State.Demand(requirement.Key);
                ListSnapshot some = list.With(requirement.Key, value);
                best = some.Count < best.Count ? some : best;
            }
        }

        return best;
    }

    /// <summary>The state of a namespace as the cache has it.</summary>
    public ListSnapshot List(string ns)
    {
        string prefix = Resource.NamespacePrefix(ns);
        return Current(prefix, KeyRange.PrefixEnd(prefix));
    }

    /// <summary>Stores a new object under its namespace and name; null if there is one already.</summary>
    public ValueTask<Entry?> CreateAsync(ApiObject value, CancellationToken cancellationToken) =>
        PutAsync(Resource.Key(value.Metadata.Namespace, value.Metadata.Name), 0, value, cancellationToken);

    /// <summary>Replaces exactly this version of an object; null if it is not the current one any more.</summary>
    public ValueTask<Entry?> UpdateAsync(Entry current, ApiObject next, CancellationToken cancellationToken) =>
        PutAsync(current.Key, current.Revision, next, cancellationToken);

    /// <summary>Removes exactly this version of an object; false if it is not the current one any more.</summary>
    public async ValueTask<bool> DeleteAsync(Entry current, CancellationToken cancellationToken)
    {
        TransactionResult result = await CommitAsync(
            Operations.Delete, Transaction.DeleteIf(current.Key, current.Revision), cancellationToken).ConfigureAwait(false);
        return result.Succeeded;
    }

    /// <summary>
    /// Watches. A revision that is gone makes a watcher whose only item is an error (410), as upstream answers it.
    /// </summary>
    /// <param name="start">What, and from where.</param>
    /// <param name="at">For <see cref="WatchStart.InitialState"/>, or a watch from no revision: which state it has to be at least.</param>
    /// <param name="cancellationToken">Ends the wait for that state.</param>
    public async ValueTask<Watcher> WatchAsync(WatchStart start, ListAt at, CancellationToken cancellationToken)
    {
        var watcher = new Watcher(this, start);
        if (!start.InitialState)
        {
            long revision = start.Revision;
            if (revision == 0)
            {
                // Only what comes from now on.
                await ReachAsync(at, cancellationToken).ConfigureAwait(false);
                revision = List("").Revision;
            }

            if (State.Add(watcher, revision) is var oldest and >= 0)
            {
                watcher.Fail(ApiErrors.Expired($"too old resource version: {revision} ({oldest})").Status);
            }

            return watcher;
        }

        await ReachAsync(at, cancellationToken).ConfigureAwait(false);
        ListSnapshot snapshot = List(start.Name is null ? start.Namespace : "");
        watcher.Begin(snapshot);
        if (State.Add(watcher, snapshot.Revision) >= 0)
        {
            // So many events in this moment that the snapshot is too old: the client comes back.
            watcher.End();
        }

        return watcher;
    }

    internal Entry MakeEntry(KeyValue stored)
    {
        ApiObject? value = null;
        if (MemoryMarshal.TryGetArray(stored.Value, out ArraySegment<byte> segment) && segment.Array is { } array)
        {
            _written.TryGetValue(array, out value);
        }

        return new Entry(this, Form is null ? stored : Open(Form, stored), stored.ModRevision, value);
    }

    /// <summary>Whether a write of the same object would be stored in another form than the entry is.</summary>
    internal async ValueTask<bool> IsStaleAsync(Entry entry, CancellationToken cancellationToken)
    {
        if (Form is not { } form)
        {
            return false;
        }

        var request = new RangeRequest(KeyRange.Single(entry.Key)) { Limit = 1 };
        RangeResult read = await Operations.Get.MeasureAsync(_keyValues.RangeAsync(request, cancellationToken)).ConfigureAwait(false);
        return read.KeyValues is [var found] && found.ModRevision == entry.Revision && form.IsStale(found.Value);
    }

    internal WatchItem Bookmark(long revision, bool initialEventsEnd)
    {
        var empty = (ApiObject)Resource.Codec.Type.Empty;
        if (initialEventsEnd)
        {
            empty = empty with { Metadata = empty.Metadata with { Annotations = empty.Metadata.Annotations.Set("k8s.io/initial-events-end", "true") } };
        }

        var stored = new KeyValue(Resource.Prefix, default, 0, revision, 0, 0);
        return new WatchItem(WatchEventType.Bookmark, Entry.Detached(this, stored, empty));
    }

    internal void Tick()
    {
        State.Tick();
        _past.Tick();
    }

    private ListSnapshot Current(string start, string end)
    {
        // In this order: everything up to the first is in the second, which may already know more.
        long reached = _cache.Revision;
        ResourceSnapshot snapshot = State.Snapshot;
        return new ListSnapshot(Math.Max(reached, snapshot.Revision), snapshot.Entries, start, end, snapshot.Indexes);
    }

    private async ValueTask<Entry?> PutAsync(string key, long expected, ApiObject value, CancellationToken cancellationToken)
    {
        if (value.Metadata.ResourceVersion.Length > 0)
        {
            value = value with { Metadata = value.Metadata with { ResourceVersion = "" } };
        }

        long lease = Resource.TimeToLive is { } timeToLive
            ? await StoreErrors.TranslateAsync(_cache.Leases.GetAsync(timeToLive, cancellationToken)).ConfigureAwait(false)
            : 0;
        byte[] bytes = Resource.Codec.EncodeStored(value);
        byte[] stored = Form is null ? bytes : Seal(Form, key, bytes);
        _written.TryAdd(stored, value);
        try
        {
            TransactionResult result = await CommitAsync(
                expected == 0 ? Operations.Create : Operations.Update, Transaction.PutIf(key, expected, stored, lease), cancellationToken).ConfigureAwait(false);
            if (!result.Succeeded)
            {
                return null;
            }

            // Another writer may already have changed it again.
            return State.Snapshot.Entries.TryGetValue(key, out Entry? entry) && entry.Revision == result.Revision
                ? entry
                : new Entry(this, new KeyValue(key, bytes, expected == 0 ? result.Revision : 0, result.Revision, 0, lease), result.Revision, value);
        }
        finally
        {
            _written.TryRemove(stored, out _);
        }
    }

    /// <summary>The value in the object's own bytes. What cannot be opened stays as it is, and whoever wants the object is told.</summary>
    private KeyValue Open(IStoredForm form, KeyValue stored)
    {
        try
        {
            ReadOnlyMemory<byte> bytes = form.FromStore(stored.Key, stored.Value);
            return new KeyValue(stored.Key, bytes, stored.CreateRevision, stored.ModRevision, stored.Version, stored.Lease);
        }
        catch (StoredFormException failure)
        {
            _cache.LogUnreadable(stored.Key, failure);
            return stored;
        }
    }

    private static byte[] Seal(IStoredForm form, string key, byte[] bytes)
    {
        try
        {
            return form.ToStore(key, bytes);
        }
        catch (StoredFormException failure)
        {
            throw ApiErrors.InternalError($"unable to transform key \"{key}\": {failure.Message}");
        }
    }

    private async ValueTask<TransactionResult> CommitAsync(StoreOperation operation, Transaction transaction, CancellationToken cancellationToken)
    {
        TransactionResult result = await operation.MeasureAsync(_keyValues.CommitAsync(transaction, cancellationToken)).ConfigureAwait(false);
        await _cache.WaitAsync(result.Revision, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <summary>Waits until the cache has the state asked for.</summary>
    private ValueTask ReachAsync(ListAt at, CancellationToken cancellationToken) => at.Match switch
    {
        ListAt.Kind.Any => ValueTask.CompletedTask,
        ListAt.Kind.Latest => _cache.WaitForLatestAsync(Operations.Get, cancellationToken),
        _ => _cache.WaitAsync(at.Revision, WaitForRevision, cancellationToken),
    };
}
