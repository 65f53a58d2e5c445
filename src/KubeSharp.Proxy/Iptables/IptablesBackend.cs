using System.Text;
using KubeSharp.Client;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Iptables;

/// <summary>Keeps the nat and filter tables of one address family equal to the model. An update writes the chains of changed services alone.</summary>
internal sealed class IptablesBackend(IPFamily family, ProxyOptions options) : IProxyBackend
{
    private static readonly string[] Tables = [IptablesFrame.Filter, IptablesFrame.Nat];

    private readonly string _label = ProxyFamilies.Label(family);
    private Dictionary<NamespacedName, IReadOnlyList<ServicePort>> _applied = [];
    private ServiceRulesBuilder? _builder;
    private int _rules;

    public IPFamily Family => family;

    public bool NeedsFullSync { get; private set; } = true;

    public async Task ReplaceAsync(NodeNetwork network, IReadOnlyList<ServicePorts> services, CancellationToken cancellationToken)
    {
        NeedsFullSync = true;
        if (family == IPFamily.IPv4 && options.LocalhostNodePorts && network.NodePortAddresses is null)
        {
            // Else the kernel takes packets of the loopback that are sent elsewhere for an error.
            KernelSettings.TrySet("net/ipv4/conf/all/route_localnet", 1);
        }

        var frame = new IptablesFrame(family, network, options);
        _builder = new ServiceRulesBuilder(family, network, options);
        var rules = services.Select(service => _builder.Build(service.Ports)).ToList();
        var script = new StringBuilder();
        foreach (var table in Tables)
        {
            var saved = await SavedAsync(family, table, cancellationToken);
            var chains = rules.SelectMany(static service => service.Chains).Where(_ => table == IptablesFrame.Nat).DistinctBy(static chain => chain.Key).ToList();
            var gone = saved.Where(static line => line.StartsWith(':')).Select(static line => line[1..line.IndexOf(' ')])
                .Where(IptablesFrame.IsServiceChain).Except(chains.Select(static chain => chain.Key)).ToList();
            script.AppendLine($"*{table}");
            Declare(script, IptablesFrame.Chains(table).Concat(gone));
            Fill(script, chains);
            Append(script, rules.SelectMany(static service => service.Top).Where(rule => rule.Table == table).Distinct().Select(static rule => $"-A {rule.Chain} {rule.Rule}"));
            Append(script, frame.Rules(table).Concat(IptablesFrame.MissingJumps(table, saved)).Concat(gone.Select(static chain => "-X " + chain)));
            script.AppendLine("COMMIT");
        }

        await RestoreAsync(family, script, ProxyMetrics.IptablesFailures, cancellationToken);
        _applied = services.Where(static service => service.Ports.Count > 0).ToDictionary(static service => service.Service, static service => service.Ports);
        _rules = rules.Sum(Count);
        ProxyMetrics.IptablesRules.WithLabels(IptablesFrame.Nat, _label).Set(_rules);
        NeedsFullSync = false;
    }

    public async Task UpdateAsync(IReadOnlyList<ServicePorts> changed, CancellationToken cancellationToken)
    {
        NeedsFullSync = true;
        var before = changed.Select(service => _builder!.Build(_applied.GetValueOrDefault(service.Service) ?? [])).ToList();
        var after = changed.Select(service => _builder!.Build(service.Ports)).ToList();
        var script = Difference(before, after);
        if (script.Length > 0)
        {
            await RestoreAsync(family, script, ProxyMetrics.IptablesPartialFailures, cancellationToken);
        }

        foreach (var (service, ports) in changed)
        {
            if (ports.Count > 0)
            {
                _applied[service] = ports;
            }
            else
            {
                _applied.Remove(service);
            }
        }

        _rules += after.Sum(Count) - before.Sum(Count);
        ProxyMetrics.IptablesRules.WithLabels(IptablesFrame.Nat, _label).Set(_rules);
        NeedsFullSync = false;
    }

    /// <summary>The rules stay: traffic goes on without the proxy.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Takes everything of this mode out of the kernel, upstream's as well.</summary>
    /// <exception cref="ProxyBackendException">The system refused, or has no iptables.</exception>
    public static async Task CleanUpAsync(IPFamily family, CancellationToken cancellationToken)
    {
        var script = new StringBuilder();
        foreach (var table in Tables)
        {
            var saved = await SavedAsync(family, table, cancellationToken);
            var shared = IptablesFrame.Chains(table);
            var chains = saved.Where(static line => line.StartsWith(':')).Select(static line => line[1..line.IndexOf(' ')])
                .Where(chain => shared.Contains(chain) || IptablesFrame.IsServiceChain(chain)).ToList();
            if (chains.Count > 0)
            {
                script.AppendLine($"*{table}");
                Declare(script, chains);
                Append(script, IptablesFrame.RemovedJumps(table, saved).Concat(chains.Select(static chain => "-X " + chain)));
                script.AppendLine("COMMIT");
            }
        }

        if (script.Length > 0)
        {
            await RestoreAsync(family, script, ProxyMetrics.IptablesFailures, cancellationToken);
        }
    }

    private static StringBuilder Difference(List<ServiceRules> before, List<ServiceRules> after)
    {
        var script = new StringBuilder();
        foreach (var table in Tables)
        {
            var lines = new StringBuilder();
            var (old, next) = (before.SelectMany(static service => service.Top).ToHashSet(), after.SelectMany(static service => service.Top).ToHashSet());
            var gone = new List<string>();
            if (table == IptablesFrame.Nat)
            {
                var known = before.SelectMany(static service => service.Chains).DistinctBy(static chain => chain.Key).ToDictionary();
                var wanted = after.SelectMany(static service => service.Chains).DistinctBy(static chain => chain.Key).ToDictionary();
                gone.AddRange(known.Keys.Where(chain => !wanted.ContainsKey(chain)));
                Declare(lines, gone);
                Fill(lines, [.. wanted.Where(chain => !known.TryGetValue(chain.Key, out var rules) || !rules.SequenceEqual(chain.Value))]);
            }

            Append(lines, old.Except(next).Where(rule => rule.Table == table).Select(static rule => $"-D {rule.Chain} {rule.Rule}"));
            Append(lines, next.Except(old).Where(rule => rule.Table == table).Select(static rule => $"-I {rule.Chain} {rule.Rule}"));
            Append(lines, gone.Select(static chain => "-X " + chain));
            if (lines.Length > 0)
            {
                script.AppendLine($"*{table}").Append(lines).AppendLine("COMMIT");
            }
        }

        return script;
    }

    /// <summary>A chain that is declared is emptied, too.</summary>
    private static void Declare(StringBuilder script, IEnumerable<string> chains)
    {
        foreach (var chain in chains)
        {
            script.AppendLine($":{chain} - [0:0]");
        }
    }

    private static void Fill(StringBuilder script, IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> chains)
    {
        Declare(script, chains.Select(static chain => chain.Key));
        Append(script, chains.SelectMany(static chain => chain.Value.Select(rule => $"-A {chain.Key} {rule}")));
    }

    private static void Append(StringBuilder script, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            script.AppendLine(line);
        }
    }

    private static int Count(ServiceRules rules) => rules.Top.Count + rules.Chains.Values.Sum(static chain => chain.Count);

    private static async Task<string[]> SavedAsync(IPFamily family, string table, CancellationToken cancellationToken) =>
        (await FilterCommand.RunAsync(Program(family) + "-save", ["-t", table], "", cancellationToken)).Split('\n');

    private static async Task RestoreAsync(IPFamily family, StringBuilder script, Prometheus.Counter failures, CancellationToken cancellationToken)
    {
        var label = ProxyFamilies.Label(family);
        try
        {
            var text = script.ToString();
            await FilterCommand.RunAsync(Program(family) + "-restore", ["-w", "5", "--noflush"], text, cancellationToken);
            ProxyMetrics.IptablesRulesLast.WithLabels(IptablesFrame.Nat, label).Set(text.AsSpan().Count('\n'));
        }
        catch (ProxyBackendException)
        {
            failures.WithLabels(label).Inc();
            throw;
        }
    }

    private static string Program(IPFamily family) => family == IPFamily.IPv4 ? "iptables" : "ip6tables";
}
