using KubeSharp.Api;
using KubeSharp.Api.Discovery.V1;

namespace KubeSharp.Controllers.Networking;

/// <summary>
/// Plans the fewest writes: endpoints stay in the slices where they are, new ones fill slices that change anyway, then others
/// with room, then new slices. Pure.
/// </summary>
internal sealed class SlicePlanner(int maxPerSlice)
{
    public SlicePlan Plan(IReadOnlyList<SliceGroup> groups, IEnumerable<EndpointSlice> existing)
    {
        var plan = new SlicePlan();
        var slices = existing.OrderBy(static slice => slice.Metadata.CreationTimestamp).ThenBy(static slice => slice.Metadata.Name, StringComparer.Ordinal).ToList();
        foreach (var group in groups)
        {
            var own = slices.FindAll(group.Holds);
            slices.RemoveAll(group.Holds);
            if (group.Endpoints.Count == 0)
            {
                PlanPlaceholder(group, own, plan);
            }
            else
            {
                PlanGroup(group, own, plan);
            }
        }

        plan.Delete.AddRange(slices);
        return plan;
    }

    /// <summary>A service without endpoints keeps one empty slice, so that its consumers see that it has none.</summary>
    private static void PlanPlaceholder(SliceGroup group, List<EndpointSlice> own, SlicePlan plan)
    {
        if (own.Count == 0)
        {
            plan.Create.Add((group, []));
            return;
        }

        plan.Update.Add((own[0], []));
        plan.Delete.AddRange(own.Skip(1));
    }

    private void PlanGroup(SliceGroup group, List<EndpointSlice> own, SlicePlan plan)
    {
        var missing = new Dictionary<string, Endpoint>(StringComparer.Ordinal);
        foreach (var endpoint in group.Endpoints)
        {
            missing[Identity(endpoint)] = endpoint;
        }

        List<(EndpointSlice Slice, List<Endpoint> Kept, bool IsChanged)> kept = [];
        foreach (var slice in own)
        {
            var endpoints = new List<Endpoint>();
            foreach (var endpoint in slice.Endpoints)
            {
                if (missing.Remove(Identity(endpoint), out var wanted))
                {
                    endpoints.Add(wanted);
                }
            }

            kept.Add((slice, endpoints, !endpoints.SequenceEqual(slice.Endpoints)));
        }

        var rest = new Queue<Endpoint>(group.Endpoints.Where(endpoint => missing.ContainsKey(Identity(endpoint))));
        foreach (var (_, endpoints, _) in kept.OrderByDescending(static entry => entry.IsChanged).ThenByDescending(static entry => entry.Kept.Count))
        {
            while (rest.Count > 0 && endpoints.Count < maxPerSlice)
            {
                endpoints.Add(rest.Dequeue());
            }
        }

        foreach (var (slice, endpoints, _) in kept)
        {
            if (endpoints.Count == 0)
            {
                plan.Delete.Add(slice);
            }
            else
            {
                plan.Update.Add((slice, endpoints));
            }
        }

        while (rest.Count > 0)
        {
            List<Endpoint> endpoints = [];
            while (rest.Count > 0 && endpoints.Count < maxPerSlice)
            {
                endpoints.Add(rest.Dequeue());
            }

            plan.Create.Add((group, endpoints));
        }
    }

    /// <summary>What makes two endpoints the same one, though its conditions may have changed.</summary>
    private static string Identity(Endpoint endpoint) =>
        endpoint.TargetRef is { UID.Length: > 0 } target ? $"{target.UID}/{endpoint.Addresses[0]}" : endpoint.Addresses[0];
}
