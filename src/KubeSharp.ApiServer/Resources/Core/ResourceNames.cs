using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core;

/// <summary>Which names of compute resources mean what.</summary>
internal static class ResourceNames
{
    public const string Cpu = "cpu";
    public const string Memory = "memory";
    public const string Storage = "storage";
    public const string EphemeralStorage = "ephemeral-storage";
    public const string HugePagesPrefix = "hugepages-";

    public static bool IsHugePage(string name) => name.StartsWith(HugePagesPrefix, StringComparison.Ordinal);

    /// <summary>Defined by Kubernetes itself: without a domain, or in kubernetes.io.</summary>
    public static bool IsNative(string name) => !name.Contains('/') || name.Contains("kubernetes.io/", StringComparison.Ordinal);

    public static bool IsExtended(string name) =>
        !IsNative(name) && !name.StartsWith("requests.", StringComparison.Ordinal) && NameRules.IsQualifiedName("requests." + name);

    public static bool IsOvercommitAllowed(string name) => IsNative(name) && !IsHugePage(name);

    public static bool IsStandardContainer(string name) => name is Cpu or Memory or EphemeralStorage || IsHugePage(name);

    public static bool IsStandard(string name) => name == Storage || IsStandardQuota(name);

    public static bool IsStandardQuota(string name) => name switch
    {
        Cpu or Memory or EphemeralStorage => true,
        "requests.cpu" or "requests.memory" or "requests.storage" or "requests.ephemeral-storage" => true,
        "limits.cpu" or "limits.memory" or "limits.ephemeral-storage" => true,
        _ => IsCount(name) || IsHugePage(name) || name.StartsWith("requests.hugepages-", StringComparison.Ordinal),
    };

    /// <summary>Resources that come in whole numbers only.</summary>
    public static bool IsInteger(string name) => IsCount(name) || IsExtended(name);

    private static bool IsCount(string name) => name is "pods" or "resourcequotas" or "services" or "replicationcontrollers" or "secrets" or
        "configmaps" or "persistentvolumeclaims" or "services.nodeports" or "services.loadbalancers";
}
