using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.ServiceNetwork;

/// <summary>Keeps the record of node ports in step with the Services. Called by one loop.</summary>
internal sealed class NodePortRepair(INodePortRecord record, IObjectLookup objects)
{
    /// <summary>A port that nobody has may be that of a request under way: only one seen so three times running is free.</summary>
    private const int RoundsOfDoubt = 3;

    private readonly Dictionary<int, int> _doubts = [];

    /// <summary>Takes ports out of the record that a Service had, unless it still has them.</summary>
    public async ValueTask ReleaseAsync(string owner, IReadOnlyList<int> ports, CancellationToken cancellationToken)
    {
        var slash = owner.IndexOf('/');
        var service = await objects.GetLatestAsync<Service>(owner[..slash], owner[(slash + 1)..], cancellationToken);
        var free = service is null ? ports : [.. ports.Except(ServiceUsage.Ports(service))];
        if (free.Count > 0)
        {
            await record.ReleaseAsync(free, cancellationToken);
        }
    }

    /// <summary>Adds what Services have and the record has not; frees what nobody has for long.</summary>
    public ValueTask RepairAsync(CancellationToken cancellationToken)
    {
        var used = objects.List<Service>().SelectMany(ServiceUsage.Ports).ToHashSet();
        var counted = false;
        return record.ChangeAsync(
            stored =>
            {
                if (!counted)
                {
                    Count(stored, used);
                    counted = true;
                }

                var next = stored.Copy();
                foreach (var port in used)
                {
                    next[port] = true;
                }

                foreach (var port in _doubts.Where(static doubt => doubt.Value >= RoundsOfDoubt).Select(static doubt => doubt.Key))
                {
                    next[port] = false;
                }

                return next.SameAs(stored) ? stored : next;
            },
            cancellationToken);
    }

    private void Count(PortBitmap stored, HashSet<int> used)
    {
        var doubtful = stored.Ports().Where(port => !used.Contains(port)).ToHashSet();
        foreach (var known in _doubts.Keys.Where(port => !doubtful.Contains(port)).ToList())
        {
            _doubts.Remove(known);
        }

        foreach (var port in doubtful)
        {
            _doubts[port] = _doubts.GetValueOrDefault(port) + 1;
        }
    }
}
