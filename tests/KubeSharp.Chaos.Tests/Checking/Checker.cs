using KubeSharp.Chaos.Tests.Clients;

namespace KubeSharp.Chaos.Tests.Checking;

/// <summary>Compares what clients were told with what etcd's history says has happened.</summary>
internal sealed class Checker
{
    private readonly IReadOnlyList<Step> _history;
    private readonly Dictionary<string, Step> _byAttempt;
    private readonly Dictionary<string, Step[]> _byKey;
    private readonly Attempt[] _acknowledged;

    public Checker(IReadOnlyList<Step> history, IReadOnlyCollection<ChaosWriter> writers)
    {
        _history = history;
        _byKey = history.GroupBy(step => step.Key).ToDictionary(steps => steps.Key, steps => steps.ToArray());
        _byAttempt = history.Where(step => !step.IsDeletion).ToDictionary(step => step.Attempt);
        var deletions = writers.SelectMany(writer => writer.Deletions).Select(deletion => new Attempt(End(deletion.Key), deletion.Begin, deletion.End));
        _acknowledged = [.. writers.SelectMany(writer => writer.Acknowledged).Concat(deletions).OrderBy(attempt => attempt.Begin)];
    }

    /// <summary>Each step is one above its predecessor; objects that come and go do so once.</summary>
    public void Counts()
    {
        foreach (var steps in _byKey.Values)
        {
            var living = steps[^1].IsDeletion ? steps[..^1] : steps;
            Assert.Equal(Enumerable.Range(0, living.Length).Select(i => (long)i), living.Select(step => step.Count));
        }

        Assert.Equal(_history.OrderBy(step => step.Revision), _history);
    }

    /// <summary>What was acknowledged has happened as acknowledged, what was refused has not, and later writes have later revisions.</summary>
    public void Writes(IReadOnlyCollection<ChaosWriter> writers)
    {
        foreach (var refused in writers.SelectMany(writer => writer.Refused))
        {
            Assert.False(_byAttempt.ContainsKey(refused), $"{refused} was refused and has happened");
        }

        foreach (var missing in writers.SelectMany(writer => writer.Missing))
        {
            Assert.True(End(missing).IsDeletion, $"{missing} was not found and is there");
        }

        foreach (var attempt in _acknowledged.Where(attempt => !attempt.Step.IsDeletion))
        {
            Assert.True(_byAttempt.TryGetValue(attempt.Step.Attempt, out var step), $"{attempt.Step} was acknowledged and has not happened");
            Assert.Equal(attempt.Step, step);
        }

        var ended = new Newest(_acknowledged);
        foreach (var attempt in _acknowledged)
        {
            var newest = ended.Before(attempt.Begin);
            Assert.True(attempt.Step.Revision > newest, $"{attempt.Step} began after revision {newest} was acknowledged");
        }
    }

    /// <summary>A single object is read as no older than any of its states that was acknowledged before.</summary>
    public void Reads(IReadOnlyCollection<ChaosWriter> writers)
    {
        var ended = _acknowledged.GroupBy(attempt => attempt.Step.Key).ToDictionary(attempts => attempts.Key, attempts => new Newest(attempts));
        foreach (var (begin, step) in writers.SelectMany(writer => writer.Reads).OrderBy(read => read.Begin))
        {
            Assert.True(_byAttempt.TryGetValue(step.Attempt, out var happened) && happened == step, $"{step} was read and has not happened");
            var newest = ended.TryGetValue(step.Key, out var own) ? own.Before(begin) : 0;
            Assert.True(step.Revision >= newest, $"{step} was read after {newest} was acknowledged");
        }
    }

    /// <summary>A list is the state of its revision, and that is no older than it has to be.</summary>
    public void Lists(IReadOnlyCollection<ChaosLister> listers)
    {
        var lists = listers.SelectMany(lister => lister.Lists).ToArray();
        var state = new SortedDictionary<string, Step>(StringComparer.Ordinal);
        var next = 0;
        foreach (var list in lists.OrderBy(list => list.Revision))
        {
            for (; next < _history.Count && _history[next].Revision <= list.Revision; next++)
            {
                Apply(state, _history[next]);
            }

            Assert.Equal(state.Values, list.Steps);
            Assert.True(list.Revision >= list.Least, $"a list at {list.Revision} that had to be at {list.Least} at least");
        }

        var ended = new Newest(_acknowledged);
        foreach (var list in lists.Where(list => list.Begin is not null).OrderBy(list => list.Begin))
        {
            var newest = ended.Before(list.Begin!.Value);
            Assert.True(list.Revision >= newest, $"a list at {list.Revision} began after {newest} was acknowledged");
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
                Assert.Equal(_history.Where(step => step.Revision > after && step.Revision <= position), steps);
            }
        }
    }

    private static void Apply(SortedDictionary<string, Step> state, Step step)
    {
        if (step.IsDeletion)
        {
            state.Remove(step.Key);
        }
        else
        {
            state[step.Key] = step;
        }
    }

    private Step End(string key) => _byKey.TryGetValue(key, out var steps) ? steps[^1] : throw new InvalidOperationException($"{key} was acknowledged and has not happened");
}
