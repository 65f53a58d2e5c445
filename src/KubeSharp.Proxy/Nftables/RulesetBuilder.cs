using System.Net;
using System.Net.Sockets;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Nftables;

/// <summary>Writes service ports down as chains and map elements.</summary>
internal sealed class RulesetBuilder(NftablesTable table, IPFamily family, ProxyOptions options)
{
    private readonly string? _clusterCidr = options.ClusterCidrs.FirstOrDefault(cidr => FamilyOf(cidr[..cidr.IndexOf('/')]) == family);

    /// <summary>What is there without any service: the addresses that node ports are served on.</summary>
    public Ruleset Frame()
    {
        var ruleset = new Ruleset();
        foreach (var address in options.NodeAddresses.Where(address => FamilyOf(address) == family))
        {
            ruleset.Elements[(NftablesTable.NodePortIPs, address)] = "";
        }

        return ruleset;
    }

    public Ruleset Build(IEnumerable<ServicePort> ports)
    {
        var ruleset = new Ruleset();
        foreach (var port in ports)
        {
            Add(ruleset, port);
        }

        return ruleset;
    }

    private void Add(Ruleset ruleset, ServicePort port)
    {
        var chains = new ServiceChains(port.Name);
        ruleset.Elements[(NftablesTable.ClusterIPs, port.ClusterIP)] = "";
        AddInternal(ruleset, port, chains);
        if (port.HasExternalAddresses)
        {
            AddExternal(ruleset, port, chains);
        }

        foreach (var endpoint in port.InternalEndpoints.Union(port.ExternalEndpoints))
        {
            AddEndpoint(ruleset, port, chains, endpoint);
        }
    }

    private void AddInternal(Ruleset ruleset, ServicePort port, ServiceChains chains)
    {
        var key = Key(port.ClusterIP, port);
        if (port.InternalEndpoints.Count == 0)
        {
            ruleset.Elements[(NftablesTable.NoEndpointServices, key)] = NoEndpointVerdict(port, port.InternalLocal);
        }
        else
        {
            ruleset.Elements[(NftablesTable.ServiceIPs, key)] = "goto " + chains.Service;
        }

        // A service with a Local internal policy and external addresses of Cluster policy needs its external chain to carry the balancing.
        if (port.InternalEndpoints.Count == 0)
        {
            return;
        }

        var rules = new List<string>();
        var destination = $"{table.Family} daddr {port.ClusterIP} {port.Name.Protocol} dport {port.Port}";
        if (options.MasqueradeAll)
        {
            rules.Add($"{destination} jump {NftablesTable.MarkForMasquerade}");
        }
        else if (_clusterCidr is not null)
        {
            rules.Add($"{destination} {table.Family} saddr != {_clusterCidr} jump {NftablesTable.MarkForMasquerade}");
        }

        AddBalancing(rules, port, chains, port.InternalEndpoints);
        ruleset.Chains[chains.Service] = rules;
    }

    private void AddExternal(Ruleset ruleset, ServicePort port, ServiceChains chains)
    {
        var reachable = port.ExternalEndpoints.Count > 0 || (port.ExternalLocal && port.InternalEndpoints.Count > 0);
        var verdict = reachable ? "goto " + chains.External : NoEndpointVerdict(port, port.ExternalLocal);
        var services = reachable ? NftablesTable.ServiceIPs : NftablesTable.NoEndpointServices;
        foreach (var address in port.ExternalIPs.Concat(port.LoadBalancerIPs))
        {
            ruleset.Elements[(services, Key(address, port))] = verdict;
        }

        if (port.NodePort != 0)
        {
            ruleset.Elements[(reachable ? NftablesTable.ServiceNodePorts : NftablesTable.NoEndpointNodePorts, $"{port.Name.Protocol} . {port.NodePort}")] = verdict;
        }

        AddFirewall(ruleset, port, chains);
        if (reachable)
        {
            ruleset.Chains[chains.External] = ExternalRules(port, chains);
        }
    }

    private List<string> ExternalRules(ServicePort port, ServiceChains chains)
    {
        var rules = new List<string>();
        if (!port.ExternalLocal)
        {
            rules.Add("jump " + NftablesTable.MarkForMasquerade);
        }
        else if (port.InternalEndpoints.Count > 0)
        {
            // Pods and this node itself reach all endpoints whatever the external policy says.
            if (_clusterCidr is not null)
            {
                rules.Add($"{table.Family} saddr {_clusterCidr} goto {chains.Service}");
            }

            rules.Add("fib saddr type local jump " + NftablesTable.MarkForMasquerade);
            rules.Add("fib saddr type local goto " + chains.Service);
        }

        AddBalancing(rules, port, chains, port.ExternalEndpoints);
        return rules;
    }

    private void AddFirewall(Ruleset ruleset, ServicePort port, ServiceChains chains)
    {
        if (port.SourceRanges.Count == 0 || port.LoadBalancerIPs.Count == 0)
        {
            return;
        }

        ruleset.Chains[chains.Firewall] =
        [
            $"{table.Family} saddr {{ {string.Join(", ", port.SourceRanges.Order(StringComparer.Ordinal))} }} return",
            .. port.LoadBalancerIPs.Select(address => $"{table.Family} saddr {address} return"),
            "drop",
        ];
        foreach (var address in port.LoadBalancerIPs)
        {
            ruleset.Elements[(NftablesTable.FirewallIPs, Key(address, port))] = "goto " + chains.Firewall;
        }
    }

    private void AddBalancing(List<string> rules, ServicePort port, ServiceChains chains, IReadOnlyList<Endpoint> endpoints)
    {
        if (endpoints.Count == 0)
        {
            return;
        }

        if (port.AffinitySeconds > 0)
        {
            rules.AddRange(endpoints.Select(endpoint => $"{table.Family} saddr @{chains.Affinity(endpoint)} goto {chains.Endpoint(endpoint)}"));
        }

        rules.Add(
            $"numgen random mod {endpoints.Count} vmap {{ {string.Join(", ", endpoints.Select((endpoint, index) => $"{index} : goto {chains.Endpoint(endpoint)}"))} }}");
    }

    private void AddEndpoint(Ruleset ruleset, ServicePort port, ServiceChains chains, Endpoint endpoint)
    {
        var rules = new List<string> { $"{table.Family} saddr {endpoint.Address} jump {NftablesTable.MarkForMasquerade}" };
        if (port.AffinitySeconds > 0)
        {
            var affinity = chains.Affinity(endpoint);
            ruleset.Sets[affinity] = $"{{ type {table.AddressType}; flags dynamic,timeout; timeout {port.AffinitySeconds}s; }}";
            rules.Add($"update @{affinity} {{ {table.Family} saddr }}");
        }

        var address = family == IPFamily.IPv6 ? $"[{endpoint.Address}]" : endpoint.Address;
        rules.Add($"meta l4proto {port.Name.Protocol} dnat to {address}:{endpoint.Port}");
        ruleset.Chains[chains.Endpoint(endpoint)] = rules;
    }

    /// <summary>Refused where no endpoint exists at all; dropped where other nodes have some, so that the client tries again.</summary>
    private static string NoEndpointVerdict(ServicePort port, bool localOnly) =>
        localOnly && port.HasAnyEndpoint ? "drop" : "goto " + NftablesTable.Reject;

    private static string Key(string address, ServicePort port) => $"{address} . {port.Name.Protocol} . {port.Port}";

    private static IPFamily FamilyOf(string address) =>
        IPAddress.Parse(address).AddressFamily == AddressFamily.InterNetwork ? IPFamily.IPv4 : IPFamily.IPv6;
}
