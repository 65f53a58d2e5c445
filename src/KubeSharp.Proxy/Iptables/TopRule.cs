namespace KubeSharp.Proxy.Iptables;

/// <summary>A rule that a service has in a chain that it shares with others. Their order does not matter.</summary>
internal readonly record struct TopRule(string Table, string Chain, string Rule);
