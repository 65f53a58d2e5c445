using KubeSharp.Scheduler.Plugins;
using KubeSharp.Scheduler.Preemption;
using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler;

/// <summary>Finds the best node for a pod: filters and scores over all nodes, no sampling, ties broken at random.</summary>
internal sealed class SchedulingAlgorithm(
    NodeTable nodes,
    Nominations nominations,
    IReadOnlyList<IFilterPlugin> filters,
    IReadOnlyList<IScorePlugin> scorers,
    TimeProvider time,
    string profile,
    Random random)
{
    private readonly FilterRun _run = new();
    private readonly FilterRun _trial = new();
    private long[] _scores = [];
    private long[] _totals = [];

    /// <summary>How the last run went; valid until the next.</summary>
    public FilterRun Run => _run;

    /// <summary>The slot to place the pod at; -1 if no node fits.</summary>
    public int Find(PodInfo pod)
    {
        var started = time.GetTimestamp();
        _run.Start(nodes);
        Filter(pod, _run);
        SchedulerMetrics.Ran("Filter", _run.Feasible.Count == 0 ? "Unschedulable" : "Success", profile, time.GetElapsedTime(started));
        if (nominations.NodeOf(pod) is { } promised && nodes.FindSlot(promised) is var slot and >= 0 && _run.Feasible[slot])
        {
            return slot;
        }

        return _run.Feasible.Count switch
        {
            0 => -1,
            1 => First(_run.Feasible),
            _ => Best(pod),
        };
    }

    /// <summary>Whether one node could take the pod, as the table is now.</summary>
    public bool Fits(PodInfo pod, int slot)
    {
        _trial.StartAt(nodes, slot);
        Filter(pod, _trial);
        return _trial.Feasible[slot];
    }

    /// <summary>
    /// A node has to do both with the pods that are promised to it and without them: they take room, but a pod must not rely on their being there.
    /// </summary>
    private void Filter(PodInfo pod, FilterRun run)
    {
        var promised = nominations.Before(pod);
        if (promised.Count > 0)
        {
            List<PodInfo> added = [.. promised.Where(one => nodes.FindPod(one.Pod.UID) is null && nodes.FindSlot(one.NodeName) >= 0).Select(one =>
            {
                nodes.SetPod(one.Pod, one.NodeName);
                return one.Pod;
            })];
            RunAll(pod, run);
            foreach (var one in added)
            {
                nodes.RemovePod(one.UID);
            }
        }

        RunAll(pod, run);
    }

    private void RunAll(PodInfo pod, FilterRun run)
    {
        foreach (var filter in filters)
        {
            run.Run(filter, pod, nodes);
        }
    }

    private int Best(PodInfo pod)
    {
        var started = time.GetTimestamp();
        var slot = HighestScore(pod);
        SchedulerMetrics.Ran("Score", "Success", profile, time.GetElapsedTime(started));
        return slot;
    }

    private int HighestScore(PodInfo pod)
    {
        if (_scores.Length < nodes.SlotCount)
        {
            _scores = new long[nodes.Nodes.Length];
            _totals = new long[nodes.Nodes.Length];
        }

        Array.Clear(_totals);
        foreach (var scorer in scorers)
        {
            if (scorer.Score(pod, nodes, _run.Feasible, _scores))
            {
                foreach (var slot in _run.Feasible)
                {
                    _totals[slot] += scorer.Weight * _scores[slot];
                }
            }
        }

        return PickBest();
    }

    /// <summary>Each of the best nodes is equally likely, found in one pass.</summary>
    private int PickBest()
    {
        var best = -1;
        var equals = 0;
        foreach (var slot in _run.Feasible)
        {
            if (best < 0 || _totals[slot] > _totals[best])
            {
                best = slot;
                equals = 1;
            }
            else if (_totals[slot] == _totals[best] && random.Next(++equals) == 0)
            {
                best = slot;
            }
        }

        return best;
    }

    private static int First(NodeBits feasible)
    {
        foreach (var slot in feasible)
        {
            return slot;
        }

        return -1;
    }
}
