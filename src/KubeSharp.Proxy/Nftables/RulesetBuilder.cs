using System.Net;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Nftables;

/// <summary>Writes service ports down as chains and map elements.</summary>
internal sealed class RulesetBuilder(NftablesTable table, NodeNetwork network, ProxyOptions options)
{
    /// <summary>What is there without any service: the addresses that node ports are served on.</summary>
    public Ruleset Frame()
    {
        var ruleset = new Ruleset();
        foreach (var address in network.NodePortAddresses ?? [])
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
        if (port.InternalEndpoints.Count > 0)
        {
            ruleset.Elements[(NftablesTable.ServiceIPs, Key(port.ClusterIP, port))] = "goto " + (port.InternalLocal ? chains.Local : chains.Service);
        }
        else
        {
            ruleset.Elements[(NftablesTable.NoEndpointServices, Key(port.ClusterIP, port))] = NoEndpointVerdict(port, port.InternalLocal);
        }

        if (port.HasExternalAddresses)
        {
            AddExternal(ruleset, port, chains);
        }

        AddBalancing(ruleset, port, chains, chains.Service, port.InternalLocal && !port.IsReachableFromOutside ? [] : port.ClusterEndpoints);
        AddBalancing(ruleset, port, chains, chains.Local, port.LocalEndpoints);
    }

    private void AddExternal(Ruleset ruleset, ServicePort port, ServiceChains chains)
    {
        if (port.IsReachableFromOutside)
        {
            AddExternalElements(ruleset, port, NftablesTable.ServiceIPs, NftablesTable.ServiceNodePorts, "goto " + chains.External);
        }

        if (port.ExternalEndpoints.Count == 0)
        {
            // Where pods can reach it nevertheless, this meets the packets that their chain has not sent anywhere.
            AddExternalElements(
                ruleset, port, NftablesTable.NoEndpointServices, NftablesTable.NoEndpointNodePorts, NoEndpointVerdict(port, port.ExternalLocal));
        }

        AddFirewall(ruleset, port, chains);
        if (port.IsReachableFromOutside)
        {
            ruleset.Chains[chains.External] = ExternalRules(port, chains);
        }
    }

    private static void AddExternalElements(Ruleset ruleset, ServicePort port, string addresses, string nodePorts, string verdict)
    {
        foreach (var address in port.ExternalIPs.Concat(port.LoadBalancerIPs))
        {
            ruleset.Elements[(addresses, Key(address, port))] = verdict;
        }

        if (port.NodePort != 0)
        {
            ruleset.Elements[(nodePorts, $"{port.Name.Protocol} . {port.NodePort}")] = verdict;
        }
    }

    private List<string> ExternalRules(ServicePort port, ServiceChains chains)
    {
        if (!port.ExternalLocal)
        {
            return ["jump " + NftablesTable.MarkForMasquerade, "goto " + chains.Service];
        }

        var rules = new List<string>();
        if (port.ClusterEndpoints.Count > 0)
        {
            // Pods and this node itself reach all endpoints whatever the external policy says.
            if (table.FromPods(network.LocalTraffic) is { } fromPods)
            {
                rules.Add($"{fromPods} goto {chains.Service}");
            }

            rules.Add("fib saddr type local jump " + NftablesTable.MarkForMasquerade);
            rules.Add("fib saddr type local goto " + chains.Service);
        }

        if (port.LocalEndpoints.Count > 0)
        {
            rules.Add("goto " + chains.Local);
        }

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
            // One rule for each: networks that overlap cannot stand in one set.
            .. port.SourceRanges.Select(range => $"{table.Family} saddr {range} return"),
            .. FromThisNode(port).Select(address => $"{table.Family} saddr {address} return"),
            "drop",
        ];
        foreach (var address in port.LoadBalancerIPs)
        {
            ruleset.Elements[(NftablesTable.FirewallIPs, Key(address, port))] = "goto " + chains.Firewall;
        }
    }

    /// <summary>A node that may use the load balancer does so from the balancer's own address, where that is an address of the node too.</summary>
    private IReadOnlyList<string> FromThisNode(ServicePort port) =>
        network.Addresses.Any(address => port.SourceRanges.Any(range => IPNetwork.TryParse(range, out var parsed) && parsed.Contains(IPAddress.Parse(address))))
            ? port.LoadBalancerIPs
            : [];

    private void AddBalancing(Ruleset ruleset, ServicePort port, ServiceChains chains, string chain, IReadOnlyList<Endpoint> endpoints)
    {
        if (endpoints.Count == 0)
        {
            return;
        }

        var rules = new List<string>();
        var destination = $"{table.Family} daddr {port.ClusterIP} {port.Name.Protocol} dport {port.Port}";
        if (options.MasqueradeAll)
        {
            rules.Add($"{destination} jump {NftablesTable.MarkForMasquerade}");
        }
        else if (table.NotFromPods(network.LocalTraffic) is { } notFromPods)
        {
            rules.Add($"{destination} {notFromPods} jump {NftablesTable.MarkForMasquerade}");
        }

        if (port.AffinitySeconds > 0)
        {
            rules.AddRange(endpoints.Select(endpoint => $"{table.Family} saddr @{chains.Affinity(endpoint)} goto {chains.Endpoint(endpoint)}"));
            rules.Add($"numgen random mod {endpoints.Count} vmap {{ {List(endpoints, endpoint => "goto " + chains.Endpoint(endpoint))} }}");
            foreach (var endpoint in endpoints)
            {
                AddSticky(ruleset, port, chains, endpoint);
            }
        }
        else
        {
            // A chain for each endpoint would make tens of thousands of them in a large cluster; the kernel takes a map in a fraction of the time.
            rules.Add(
                $"meta l4proto {port.Name.Protocol} dnat {table.Family} addr . port to numgen random mod {endpoints.Count} map {{ {List(endpoints, static endpoint => $"{endpoint.Address} . {endpoint.Port}")} }}");
        }

        ruleset.Chains[chain] = rules;

        // A pod that reaches itself through a service has to see the node as its client, else it would answer to itself.
        foreach (var endpoint in endpoints.Where(static endpoint => endpoint.MayBeHere))
        {
            ruleset.Elements[(NftablesTable.HairpinConnections, $"{endpoint.Address} . {endpoint.Address}")] = "";
        }
    }

    /// <summary>An endpoint that remembers its clients.</summary>
    private void AddSticky(Ruleset ruleset, ServicePort port, ServiceChains chains, Endpoint endpoint)
    {
        var affinity = chains.Affinity(endpoint);
        var address = table.Family == "ip6" ? $"[{endpoint.Address}]" : endpoint.Address;
        ruleset.Sets[affinity] = $"{{ type {table.AddressType}; flags dynamic,timeout; timeout {port.AffinitySeconds}s; }}";
        ruleset.Chains[chains.Endpoint(endpoint)] =
        [
            $"update @{affinity} {{ {table.Family} saddr }}",
            $"meta l4proto {port.Name.Protocol} dnat to {address}:{endpoint.Port}",
        ];
    }

    private static string List(IReadOnlyList<Endpoint> endpoints, Func<Endpoint, string> value) =>
        string.Join(", ", endpoints.Select((endpoint, index) => $"{index} : {value(endpoint)}"));

    /// <summary>Refused where no endpoint exists at all; dropped where other nodes have some, so that the client tries again.</summary>
    private static string NoEndpointVerdict(ServicePort port, bool localOnly) =>
        localOnly && port.ClusterEndpoints.Count > 0 ? "drop" : "goto " + NftablesTable.Reject;

    private static string Key(string address, ServicePort port) => $"{address} . {port.Name.Protocol} . {port.Port}";
}
