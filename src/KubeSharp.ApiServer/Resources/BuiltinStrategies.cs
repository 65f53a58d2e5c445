using KubeSharp.ApiServer.Resources.Core;
using KubeSharp.ApiServer.Resources.Events;
using KubeSharp.ApiServer.Resources.Storage;

namespace KubeSharp.ApiServer.Resources;

/// <summary>The strategies of all built-in resources.</summary>
internal static class BuiltinStrategies
{
    public static void AddTo(ResourceStrategies strategies)
    {
        AddCore(strategies);
    }

    /// <summary>Converters by the group version and resource they serve.</summary>
    public static void AddTo(Dictionary<(string Group, string Version, string Resource), IVersionConverter> converters)
    {
        converters.Add(("events.k8s.io", "v1", "events"), new EventConverter());
    }

    private static void AddCore(ResourceStrategies strategies)
    {
        strategies.Add("", "configmaps", new ConfigMapStrategy());
        strategies.Add("", "endpoints", new EndpointsStrategy());
        strategies.Add("", "events", new EventStrategy());
        strategies.Add("events.k8s.io", "events", new EventStrategy());
        strategies.Add("", "limitranges", new LimitRangeStrategy());
        strategies.Add("", "namespaces", new NamespaceStrategy());
        strategies.Add("", "nodes", new NodeStrategy());
        strategies.Add("", "persistentvolumeclaims", new PersistentVolumeClaimStrategy());
        strategies.Add("", "persistentvolumes", new PersistentVolumeStrategy());
        strategies.Add("", "pods", new PodStrategy());
        strategies.Add("", "podtemplates", new PodTemplateStrategy());
        strategies.Add("", "replicationcontrollers", new ReplicationControllerStrategy());
        strategies.Add("", "resourcequotas", new ResourceQuotaStrategy());
        strategies.Add("", "secrets", new SecretStrategy());
        strategies.Add("", "serviceaccounts", new ServiceAccountStrategy());
        strategies.Add("", "services", new ServiceStrategy());
    }
}
