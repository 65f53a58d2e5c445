namespace KubeSharp.Storage.Embedded.Watching;

/// <summary>
/// Hands committed events to the watches. The lock guards the list of watches and orders registration against publication; nothing
/// waits under it.
/// </summary>
internal sealed class WatchHub(long revision)
{
    private readonly Lock _lock = new();
    private readonly List<EmbeddedWatch> _watches = [];
    private long _published = revision;
    private Exception? _failure;

    /// <summary>Registers a watch: everything after the returned revision will be queued to it.</summary>
    public long Register(EmbeddedWatch watch)
    {
        lock (_lock)
        {
            if (_failure is not null)
            {
                watch.Complete(_failure);
            }
            else
            {
                _watches.Add(watch);
            }

            return _published;
        }
    }

    public void Unregister(EmbeddedWatch watch)
    {
        lock (_lock)
        {
            _watches.Remove(watch);
        }
    }

    /// <summary>Queues a batch. The watches of everything share one response.</summary>
    public void Publish(long revision, IReadOnlyList<KeyEvent> events)
    {
        var response = new WatchResponse(revision, events);
        lock (_lock)
        {
            _published = revision;
            foreach (EmbeddedWatch watch in _watches)
            {
                watch.Offer(response);
            }
        }
    }

    public void RequestProgress(EmbeddedWatch watch)
    {
        lock (_lock)
        {
            watch.OfferProgress(new WatchResponse(_published, []));
        }
    }

    /// <summary>Lets a watch that was cut off for its slowness receive again.</summary>
    /// <returns>The revision up to which it has to read the log.</returns>
    public long Resume(EmbeddedWatch watch)
    {
        lock (_lock)
        {
            watch.Reopen();
            return _published;
        }
    }

    public void Fail(Exception error)
    {
        lock (_lock)
        {
            _failure ??= error;
            foreach (EmbeddedWatch watch in _watches)
            {
                watch.Complete(error);
            }

            _watches.Clear();
        }
    }
}
