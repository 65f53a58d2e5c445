using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>The quality-of-service class that follows from the resources of a pod.</summary>
internal static class QosClasses
{
    public static string Of(PodSpec spec)
    {
        if (spec.Resources is { } pod && pod.Requests.Count + pod.Limits.Count > 0)
        {
            return Classify(pod);
        }

        var result = "";
        foreach (var container in spec.Containers)
        {
            result = Combine(result, Classify(container.Resources));
        }

        foreach (var container in spec.InitContainers)
        {
            result = Combine(result, Classify(container.Resources));
        }

        return result.Length == 0 ? "BestEffort" : result;
    }

    private static string Combine(string left, string right) => left.Length == 0 || left == right ? right : "Burstable";

    private static string Classify(ResourceRequirements resources)
    {
        if (!Any(resources.Requests) && !Any(resources.Limits))
        {
            return "BestEffort";
        }

        return Equal(resources, ResourceNames.Cpu) && Equal(resources, ResourceNames.Memory) ? "Guaranteed" : "Burstable";
    }

    private static bool Any(ApiMap<Quantity> amounts) =>
        amounts.GetValueOrDefault(ResourceNames.Cpu).CompareTo(default) > 0 || amounts.GetValueOrDefault(ResourceNames.Memory).CompareTo(default) > 0;

    private static bool Equal(ResourceRequirements resources, string name)
    {
        var limit = resources.Limits.GetValueOrDefault(name);
        return limit.CompareTo(default) > 0 &&
            (!resources.Requests.TryGetValue(name, out var request) || request.CompareTo(default) == 0 || request.CompareTo(limit) == 0);
    }
}
