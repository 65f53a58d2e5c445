using System.Globalization;
using System.Net;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Iptables;

/// <summary>Writes service ports down as rules, with the chains and comments that users of upstream's proxy know.</summary>
internal sealed class ServiceRulesBuilder(IPFamily family, NodeNetwork network, ProxyOptions options)
{
    private const string Mark = "-j " + IptablesFrame.MarkMasquerade;

    public ServiceRules Build(IEnumerable<ServicePort> ports)
    {
        var rules = new ServiceRules();
        foreach (var port in ports)
        {
            Add(rules, port, new ServiceChainNames(port.Name));
        }

        return rules;
    }

    private void Add(ServiceRules rules, ServicePort port, ServiceChainNames chains)
    {
        if (port.InternalEndpoints.Count > 0)
        {
            Nat(rules, IptablesFrame.Services, $"{port.Name} cluster IP", Match(port, port.ClusterIP), port.InternalLocal ? chains.Local : chains.Cluster);
        }
        else
        {
            AddRefusal(rules, port, IptablesFrame.Services, Match(port, port.ClusterIP), port.InternalLocal);
        }

        if (port.HasExternalAddresses)
        {
            AddExternal(rules, port, chains);
        }

        AddBalancing(rules, port, chains, chains.Cluster, port.InternalLocal && !port.IsReachableFromOutside ? [] : port.ClusterEndpoints);
        AddBalancing(rules, port, chains, chains.Local, port.LocalEndpoints);
    }

    private void AddExternal(ServiceRules rules, ServicePort port, ServiceChainNames chains)
    {
        if (port.IsReachableFromOutside)
        {
            var isGuarded = port.SourceRanges.Count > 0;
            foreach (var address in port.ExternalIPs)
            {
                Nat(rules, IptablesFrame.Services, $"{port.Name} external IP", Match(port, address), chains.External);
            }

            foreach (var address in port.LoadBalancerIPs)
            {
                Nat(rules, IptablesFrame.Services, $"{port.Name} loadbalancer IP", Match(port, address), isGuarded ? chains.Firewall : chains.External);
            }

            if (port.NodePort != 0)
            {
                Nat(rules, IptablesFrame.NodePorts, $"{port.Name}", Match(port, "", port.NodePort), chains.External);
            }

            rules.Chains[chains.External] = [.. ExternalRules(port, chains)];
            if (isGuarded && port.LoadBalancerIPs.Count > 0)
            {
                AddFirewall(rules, port, chains);
            }
        }

        if (port.ExternalEndpoints.Count == 0)
        {
            foreach (var address in port.ExternalIPs.Concat(port.LoadBalancerIPs))
            {
                AddRefusal(rules, port, IptablesFrame.ExternalServices, Match(port, address), port.ExternalLocal);
            }

            if (port.NodePort != 0)
            {
                AddRefusal(rules, port, IptablesFrame.ExternalServices, "-m addrtype --dst-type LOCAL " + Match(port, "", port.NodePort), port.ExternalLocal);
            }
        }

        if (port.HealthCheckNodePort != 0)
        {
            rules.Top.Add(new TopRule(
                IptablesFrame.Filter,
                IptablesFrame.NodePorts,
                $"-m comment --comment \"{port.Name} health check node port\" -m tcp -p tcp --dport {port.HealthCheckNodePort} -j ACCEPT"));
        }
    }

    private IEnumerable<string> ExternalRules(ServicePort port, ServiceChainNames chains)
    {
        if (!port.ExternalLocal)
        {
            yield return $"-m comment --comment \"masquerade traffic for {port.Name} external destinations\" {Mark}";
            yield return $"-j {chains.Cluster}";
            yield break;
        }

        if (port.ClusterEndpoints.Count > 0)
        {
            // Pods and this node itself reach all endpoints whatever the external policy says.
            if (network.LocalTraffic is { } pods)
            {
                yield return $"-m comment --comment \"pod traffic for {port.Name} external destinations\" {From(pods)} -j {chains.Cluster}";
            }

            yield return $"-m comment --comment \"masquerade LOCAL traffic for {port.Name} external destinations\" -m addrtype --src-type LOCAL {Mark}";
            yield return $"-m comment --comment \"route LOCAL traffic for {port.Name} external destinations\" -m addrtype --src-type LOCAL -j {chains.Cluster}";
        }

        if (port.LocalEndpoints.Count > 0)
        {
            yield return $"-j {chains.Local}";
        }
    }

    /// <summary>What the chain does not let on keeps its destination, and is dropped there.</summary>
    private void AddFirewall(ServiceRules rules, ServicePort port, ServiceChainNames chains)
    {
        var comment = $"-m comment --comment \"{port.Name} loadbalancer IP\"";
        var hasNode = network.Addresses.Any(address => port.SourceRanges.Any(range => IPNetwork.TryParse(range, out var parsed) && parsed.Contains(IPAddress.Parse(address))));
        rules.Chains[chains.Firewall] =
        [
            .. port.SourceRanges.Select(range => $"{comment} -s {range} -j {chains.External}"),
            .. hasNode ? port.LoadBalancerIPs.Select(address => $"{comment} -s {address} -j {chains.External}") : [],
            $"-m comment --comment \"other traffic to {port.Name} will be dropped by {IptablesFrame.Firewall}\"",
        ];
        foreach (var address in port.LoadBalancerIPs)
        {
            rules.Top.Add(new TopRule(
                IptablesFrame.Filter,
                IptablesFrame.Firewall,
                $"-m comment --comment \"{port.Name} traffic not accepted by {chains.Firewall}\" {Match(port, address)} -j DROP"));
        }
    }

    private void AddBalancing(ServiceRules rules, ServicePort port, ServiceChainNames chains, string chain, IReadOnlyList<Endpoint> endpoints)
    {
        if (endpoints.Count == 0)
        {
            return;
        }

        var lines = new List<string>();
        var destination = $"-m comment --comment \"{port.Name} cluster IP\" {Match(port, port.ClusterIP)}";
        if (options.MasqueradeAll)
        {
            lines.Add($"{destination} {Mark}");
        }
        else if (network.LocalTraffic is { } pods)
        {
            lines.Add($"{destination} ! {From(pods)} {Mark}");
        }

        if (port.AffinitySeconds > 0)
        {
            lines.AddRange(endpoints.Select(endpoint =>
            {
                var name = chains.Endpoint(Address(endpoint));
                return $"{Comment(port, endpoint)} -m recent --name {name} --rcheck --seconds {port.AffinitySeconds} --reap -j {name}";
            }));
        }

        for (var index = 0; index < endpoints.Count; index++)
        {
            // Each gets its share of what those before it have left over.
            var share = index == endpoints.Count - 1
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $"-m statistic --mode random --probability {1.0 / (endpoints.Count - index):0.0000000000} ");
            lines.Add($"{Comment(port, endpoints[index])} {share}-j {chains.Endpoint(Address(endpoints[index]))}");
            AddEndpoint(rules, port, chains.Endpoint(Address(endpoints[index])), endpoints[index]);
        }

        rules.Chains[chain] = lines;
    }

    private void AddEndpoint(ServiceRules rules, ServicePort port, string chain, Endpoint endpoint)
    {
        var comment = $"-m comment --comment \"{port.Name}\"";
        var remember = port.AffinitySeconds > 0 ? $"-m recent --name {chain} --set " : "";
        rules.Chains[chain] =
        [
            $"{comment} -s {endpoint.Address} {Mark}",
            $"{comment} {remember}-m {port.Name.Protocol} -p {port.Name.Protocol} -j DNAT --to-destination {Address(endpoint)}",
        ];
    }

    /// <summary>Refused where no endpoint exists at all; dropped where other nodes have some, so that the client tries again.</summary>
    private static void AddRefusal(ServiceRules rules, ServicePort port, string chain, string match, bool localOnly)
    {
        var isElsewhere = localOnly && port.ClusterEndpoints.Count > 0;
        rules.Top.Add(new TopRule(
            IptablesFrame.Filter,
            chain,
            $"-m comment --comment \"{port.Name} has no {(isElsewhere ? "local " : "")}endpoints\" {match} -j {(isElsewhere ? "DROP" : "REJECT")}"));
    }

    private static void Nat(ServiceRules rules, string chain, string comment, string match, string target) =>
        rules.Top.Add(new TopRule(IptablesFrame.Nat, chain, $"-m comment --comment \"{comment}\" {match} -j {target}"));

    private static string Match(ServicePort port, string address, int number = 0) =>
        $"-m {port.Name.Protocol} -p {port.Name.Protocol} {(address.Length > 0 ? $"-d {address} " : "")}--dport {(number == 0 ? port.Port : number)}";

    private static string From(LocalTraffic pods) =>
        pods.Network.Length > 0 ? "-s " + pods.Network : "-i " + pods.Interface + (pods.IsPrefix ? "+" : "");

    private static string Comment(ServicePort port, Endpoint endpoint) => $"-m comment --comment \"{port.Name} -> {endpoint.Address}:{endpoint.Port}\"";

    private string Address(Endpoint endpoint) => family == IPFamily.IPv6 ? $"[{endpoint.Address}]:{endpoint.Port}" : $"{endpoint.Address}:{endpoint.Port}";
}
