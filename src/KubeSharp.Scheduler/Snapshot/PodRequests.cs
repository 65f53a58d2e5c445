using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Scheduler.Snapshot;

/// <summary>
/// What a pod needs of a node: the sum of its containers and sidecars, or what its init containers need at their most, whichever is
/// more; plus the overhead of its runtime class. Requests of the pod as a whole take precedence (KEP-753, KEP-2837).
/// </summary>
internal sealed class PodRequests
{
    private const long DefaultMilliCpu = 100;
    private const long DefaultMemory = 200 * 1024 * 1024;

    private readonly SortedDictionary<string, long> _scalars = new(StringComparer.Ordinal);

    private PodRequests()
    {
    }

    public long MilliCpu { get; private set; }

    public long Memory { get; private set; }

    public long EphemeralStorage { get; private set; }

    /// <summary>Extended resources, huge pages and the like, by name.</summary>
    public IReadOnlyDictionary<string, long> Scalars => _scalars;

    /// <summary>For scoring only: containers that ask for nothing are taken to need a little.</summary>
    public long NonZeroMilliCpu { get; private set; }

    public long NonZeroMemory { get; private set; }

    public bool IsEmpty => MilliCpu == 0 && Memory == 0 && EphemeralStorage == 0 && _scalars.Count == 0;

    public static PodRequests Of(Pod pod)
    {
        var total = Accumulate(pod, nonZero: false);
        var nonZero = Accumulate(pod, nonZero: true);
        var requests = new PodRequests { NonZeroMilliCpu = nonZero.GetValueOrDefault("cpu"), NonZeroMemory = nonZero.GetValueOrDefault("memory") };
        foreach (var (name, amount) in total)
        {
            switch (name)
            {
                case "cpu":
                    requests.MilliCpu = amount;
                    break;
                case "memory":
                    requests.Memory = amount;
                    break;
                case "ephemeral-storage":
                    requests.EphemeralStorage = amount;
                    break;
                default:
                    if (amount != 0)
                    {
                        requests._scalars[name] = amount;
                    }

                    break;
            }
        }

        return requests;
    }

    /// <summary>Whole units, except cpu, which is in thousandths.</summary>
    public static long Amount(string resource, Quantity quantity) => resource == "cpu" ? quantity.MilliValue : quantity.Value;

    private static Dictionary<string, long> Accumulate(Pod pod, bool nonZero)
    {
        var total = new Dictionary<string, long>();
        foreach (var container in pod.Spec.Containers)
        {
            Add(total, container.Resources.Requests, nonZero);
        }

        var sidecars = new Dictionary<string, long>();
        var initPeak = new Dictionary<string, long>();
        foreach (var container in pod.Spec.InitContainers)
        {
            if (container.RestartPolicy == "Always")
            {
                Add(sidecars, container.Resources.Requests, nonZero);
                Raise(initPeak, sidecars);
            }
            else
            {
                var step = new Dictionary<string, long>(sidecars);
                Add(step, container.Resources.Requests, nonZero);
                Raise(initPeak, step);
            }
        }

        foreach (var (name, amount) in sidecars)
        {
            total[name] = total.GetValueOrDefault(name) + amount;
        }

        Raise(total, initPeak);
        if (pod.Spec.Resources is { } podLevel)
        {
            foreach (var (name, quantity) in podLevel.Requests)
            {
                total[name] = Amount(name, quantity);
            }
        }

        foreach (var (name, quantity) in pod.Spec.Overhead)
        {
            total[name] = total.GetValueOrDefault(name) + Amount(name, quantity);
        }

        return total;
    }

    private static void Add(Dictionary<string, long> sum, ApiMap<Quantity> requests, bool nonZero)
    {
        foreach (var (name, quantity) in requests)
        {
            sum[name] = sum.GetValueOrDefault(name) + Amount(name, quantity);
        }

        if (nonZero)
        {
            sum["cpu"] = sum.GetValueOrDefault("cpu") + (requests.ContainsKey("cpu") ? 0 : DefaultMilliCpu);
            sum["memory"] = sum.GetValueOrDefault("memory") + (requests.ContainsKey("memory") ? 0 : DefaultMemory);
        }
    }

    private static void Raise(Dictionary<string, long> peak, Dictionary<string, long> step)
    {
        foreach (var (name, amount) in step)
        {
            peak[name] = Math.Max(peak.GetValueOrDefault(name), amount);
        }
    }
}
