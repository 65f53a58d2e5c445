using KubeSharp.Client;

namespace KubeSharp.Controllers.Expectations;

/// <summary>
/// What a controller has asked for and not yet seen in its cache. While anything is outstanding it must not act again, or it
/// would create or delete twice. Expectations lapse after five minutes, in case an event never comes.
/// </summary>
internal sealed class PodExpectations(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<NamespacedName, Outstanding> _byOwner = [];

    public bool AreSatisfied(NamespacedName owner)
    {
        lock (_gate)
        {
            return !_byOwner.TryGetValue(owner, out var open)
                || (open.Creations <= 0 && open.Deletions.Count == 0)
                || time.GetElapsedTime(open.Since) > Patience;
        }
    }

    public void ExpectCreations(NamespacedName owner, int count)
    {
        lock (_gate)
        {
            Of(owner).Creations += count;
        }
    }

    /// <param name="owner">The controller object.</param>
    /// <param name="uids">The pods that are about to be deleted.</param>
    public void ExpectDeletions(NamespacedName owner, IEnumerable<string> uids)
    {
        lock (_gate)
        {
            Of(owner).Deletions.UnionWith(uids);
        }
    }

    public void CreationObserved(NamespacedName owner, int count = 1)
    {
        lock (_gate)
        {
            if (_byOwner.TryGetValue(owner, out var open))
            {
                open.Creations = Math.Max(0, open.Creations - count);
            }
        }
    }

    public void DeletionObserved(NamespacedName owner, string uid)
    {
        lock (_gate)
        {
            if (_byOwner.TryGetValue(owner, out var open))
            {
                open.Deletions.Remove(uid);
            }
        }
    }

    /// <summary>The owner is gone.</summary>
    public void Forget(NamespacedName owner)
    {
        lock (_gate)
        {
            _byOwner.Remove(owner);
        }
    }

    private Outstanding Of(NamespacedName owner)
    {
        if (!_byOwner.TryGetValue(owner, out var open))
        {
            _byOwner[owner] = open = new Outstanding();
        }

        open.Since = time.GetTimestamp();
        return open;
    }

    private sealed class Outstanding
    {
        public int Creations { get; set; }

        public HashSet<string> Deletions { get; } = [];

        public long Since { get; set; }
    }
}
