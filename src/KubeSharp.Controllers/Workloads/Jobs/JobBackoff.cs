using KubeSharp.Client;

namespace KubeSharp.Controllers.Workloads.Jobs;

/// <summary>
/// How long a job waits before it replaces failed pods: 10 s after the first failure, doubled with each in a row, 10 minutes at most.
/// A success starts over. Kept in memory, as upstream does.
/// </summary>
internal sealed class JobBackoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<NamespacedName, Record> _records = [];

    /// <param name="job">The job.</param>
    /// <param name="finished">Pods that finished since the last call: when, and whether well.</param>
    public void Observe(NamespacedName job, IEnumerable<(DateTimeOffset At, bool Succeeded)> finished)
    {
        lock (_gate)
        {
            var record = _records.GetValueOrDefault(job);
            foreach (var (at, succeeded) in finished.OrderBy(static pod => pod.At))
            {
                record = succeeded ? default : new Record(record.Failures + 1, at);
            }

            _records[job] = record;
        }
    }

    public TimeSpan Remaining(NamespacedName job, DateTimeOffset now)
    {
        Record record;
        lock (_gate)
        {
            record = _records.GetValueOrDefault(job);
        }

        if (record.Failures == 0)
        {
            return TimeSpan.Zero;
        }

        var wait = First * Math.Pow(2, Math.Min(record.Failures - 1, 10));
        var remaining = record.LastFailure + (wait < Longest ? wait : Longest) - now;
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }

    public void Forget(NamespacedName job)
    {
        lock (_gate)
        {
            _records.Remove(job);
        }
    }

    private readonly record struct Record(int Failures, DateTimeOffset LastFailure);
}
