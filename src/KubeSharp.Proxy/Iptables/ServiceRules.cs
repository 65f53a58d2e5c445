namespace KubeSharp.Proxy.Iptables;

/// <summary>What a service adds to the tables.</summary>
internal sealed class ServiceRules
{
    /// <summary>Its own chains of the nat table, with their rules.</summary>
    public Dictionary<string, IReadOnlyList<string>> Chains { get; } = [];

    public HashSet<TopRule> Top { get; } = [];
}
