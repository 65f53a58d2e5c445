using KubeSharp.Client;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Nftables;

/// <summary>
/// Keeps the table of one address family equal to the model. Remembers what each service put into it, so that an update costs what
/// has changed and not what is there. Where two services claim the same address and port, the first keeps it until the next full sync.
/// </summary>
internal sealed class NftablesBackend(IPFamily family, ProxyOptions options, Func<string, CancellationToken, Task> apply) : IProxyBackend
{
    public NftablesBackend(IPFamily family, ProxyOptions options)
        : this(family, options, static (script, cancellationToken) => FilterCommand.RunAsync("nft", ["-f", "-"], script, cancellationToken))
    {
    }

    private readonly Dictionary<(string Map, string Key), NamespacedName> _owners = [];
    private readonly Dictionary<(string Set, string Key), int> _users = [];
    private Dictionary<NamespacedName, Ruleset> _applied = [];
    private NftablesTable _table = new(family, new NodeNetwork([], null, null), options);
    private RulesetBuilder? _builder;
    private bool _complete;

    public IPFamily Family => family;

    public bool NeedsFullSync => !_complete;

    /// <summary>Writes the whole table anew, in one transaction.</summary>
    public Task ReplaceAsync(NodeNetwork network, IReadOnlyList<ServicePorts> services, CancellationToken cancellationToken)
    {
        _applied = [];
        _owners.Clear();
        _users.Clear();
        _table = new NftablesTable(family, network, options);
        _builder = new RulesetBuilder(_table, network, options);
        return SyncAsync(_table.Render(), _builder.Frame(), services, cancellationToken);
    }

    /// <summary>Brings the changed services up to date.</summary>
    public Task UpdateAsync(IReadOnlyList<ServicePorts> services, CancellationToken cancellationToken) =>
        SyncAsync("", new Ruleset(), services, cancellationToken);

    /// <summary>The rules stay: traffic goes on without the proxy.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task SyncAsync(string prefix, Ruleset to, IReadOnlyList<ServicePorts> services, CancellationToken cancellationToken)
    {
        _complete = false;
        var from = new Ruleset();
        foreach (var (service, _) in services)
        {
            if (_applied.Remove(service, out var old))
            {
                from.Merge(old);
                Release(service, old, from);
            }
        }

        // Only now: a service may get the address or the port of one that goes in the same update.
        foreach (var (service, ports) in services)
        {
            var next = _builder!.Build(ports);
            Claim(service, next);
            to.Merge(next);
            if (ports.Count > 0)
            {
                _applied[service] = next;
            }
        }

        var script = prefix + RulesetDifference.Render(_table.Name, from, to);
        if (script.Length > 0)
        {
            await apply(script, cancellationToken);
        }

        _complete = true;
    }

    private void Claim(NamespacedName service, Ruleset ruleset)
    {
        foreach (var (element, verdict) in ruleset.Elements.ToArray())
        {
            if (verdict.Length == 0)
            {
                _users[element] = _users.GetValueOrDefault(element) + 1;
            }
            else if (!_owners.TryAdd(element, service))
            {
                ruleset.Elements.Remove(element);
            }
        }
    }

    /// <summary>Elements of sets stay as long as another service needs them.</summary>
    private void Release(NamespacedName service, Ruleset ruleset, Ruleset from)
    {
        foreach (var (element, verdict) in ruleset.Elements)
        {
            if (verdict.Length > 0)
            {
                if (_owners.TryGetValue(element, out var owner) && owner == service)
                {
                    _owners.Remove(element);
                }
            }
            else if (--_users[element] == 0)
            {
                _users.Remove(element);
            }
            else
            {
                from.Elements.Remove(element);
            }
        }
    }
}
