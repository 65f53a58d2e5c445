namespace KubeSharp.Chaos.Tests;

/// <summary>Compares what clients were told with what etcd's history says has happened.</summary>
internal sealed class Checker(IReadOnlyList<Step> history)
{
    private readonly Dictionary<string, Step> _byAttempt = history.ToDictionary(step => step.Attempt);

    /// <summary>Each step is one above its predecessor, and no attempt happened twice.</summary>
    public void Counts()
    {
        foreach (var counter in history.GroupBy(step => step.Key))
        {
            Assert.Equal(Enumerable.Range(0, counter.Count()).Select(i => (long)i), counter.Select(step => step.Count));
        }

        Assert.Equal(history.Count, _byAttempt.Count);
    }

    /// <summary>What was acknowledged has happened as acknowledged, what was refused has not, and later writes have later revisions.</summary>
    public void Writes(IReadOnlyCollection<ChaosWriter> writers)
    {
        foreach (var refused in writers.SelectMany(writer => writer.Refused))
        {
            Assert.False(_byAttempt.ContainsKey(refused), $"{refused} was refused and has happened");
        }

        var acknowledged = writers.SelectMany(writer => writer.Acknowledged).ToArray();
        foreach (var attempt in acknowledged)
        {
            Assert.True(_byAttempt.TryGetValue(attempt.Step.Attempt, out var step), $"{attempt.Step} was acknowledged and has not happened");
            Assert.Equal(attempt.Step, step);
        }

        long newest = 0;
        var ends = new Queue<Attempt>(acknowledged.OrderBy(attempt => attempt.End));
        foreach (var attempt in acknowledged.OrderBy(attempt => attempt.Begin))
        {
            while (ends.TryPeek(out var ended) && ended.End < attempt.Begin)
            {
                newest = Math.Max(newest, ends.Dequeue().Step.Revision);
            }

            Assert.True(attempt.Step.Revision > newest, $"{attempt.Step} began after revision {newest} was acknowledged");
        }
    }

    /// <summary>A list is the state of its revision, and that is no older than anything acknowledged before the list began.</summary>
    public void Lists(IReadOnlyCollection<ChaosLister> listers, IReadOnlyCollection<ChaosWriter> writers)
    {
        foreach (var list in listers.SelectMany(lister => lister.Lists))
        {
            var state = history.Where(step => step.Revision <= list.Revision).GroupBy(step => step.Key).Select(counter => counter.Last());
            Assert.Equal(state.OrderBy(step => step.Key, StringComparer.Ordinal), list.Steps);
            var before = writers.SelectMany(writer => writer.Acknowledged).Where(attempt => attempt.End < list.Begin).Max(attempt => (long?)attempt.Step.Revision) ?? 0;
            Assert.True(list.Revision >= before, $"a list at {list.Revision} began after {before} was acknowledged");
        }
    }

    /// <summary>Between two lists a watch sees every step once, in order; no list is older than what was seen before.</summary>
    public void Watches(IReadOnlyCollection<ChaosWatcher> watchers)
    {
        foreach (var watcher in watchers)
        {
            long position = 0;
            foreach (var (after, steps) in watcher.Runs)
            {
                Assert.True(after >= position, $"a list at {after} after a watch had come to {position}");
                position = steps.Count > 0 ? steps[^1].Revision : after;
                Assert.Equal(history.Where(step => step.Revision > after && step.Revision <= position), steps);
            }
        }
    }
}
