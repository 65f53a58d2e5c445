using KubeSharp.Chaos.Tests.Clients;

namespace KubeSharp.Chaos.Tests.Checking;

/// <summary>The newest revision that had been acknowledged at a moment. It is asked for moments one after the other.</summary>
internal sealed class Newest(IEnumerable<Attempt> attempts)
{
    private readonly Queue<Attempt> _ends = new(attempts.OrderBy(attempt => attempt.End));
    private long _newest;

    public long Before(long moment)
    {
        while (_ends.TryPeek(out var ended) && ended.End < moment)
        {
            _newest = Math.Max(_newest, _ends.Dequeue().Step.Revision);
        }

        return _newest;
    }
}
