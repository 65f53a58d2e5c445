using KubeSharp.Client;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Nftables;

/// <summary>
/// Keeps the table of one address family equal to the model. Remembers what each service put into it, so that an update costs what
/// has changed and not what is there. Where two services claim the same address and port, the first keeps it until the next full sync.
/// </summary>
internal sealed class NftablesBackend(IPFamily family, ProxyOptions options, Func<string, CancellationToken, Task> apply)
{
    private readonly NftablesTable _table = new(family, options);
    private readonly RulesetBuilder _builder = new(new NftablesTable(family, options), family, options);
    private readonly Dictionary<(string Map, string Key), NamespacedName> _owners = [];
    private Dictionary<NamespacedName, Ruleset> _applied = [];
    private bool _complete;

    public IPFamily Family => family;

    /// <summary>False until the first sync, and again after a failed one: the next sync has to bring all services.</summary>
    public bool NeedsFullSync => !_complete;

    /// <summary>Writes the whole table anew, in one transaction.</summary>
    public Task ReplaceAsync(IEnumerable<(NamespacedName Service, IReadOnlyList<ServicePort> Ports)> services, CancellationToken cancellationToken)
    {
        _applied = [];
        _owners.Clear();
        return SyncAsync(_table.Render(), _builder.Frame(), services, cancellationToken);
    }

    /// <summary>Brings the changed services up to date; one without ports is removed.</summary>
    public Task UpdateAsync(IEnumerable<(NamespacedName Service, IReadOnlyList<ServicePort> Ports)> services, CancellationToken cancellationToken) =>
        SyncAsync("", new Ruleset(), services, cancellationToken);

    private async Task SyncAsync(
        string prefix,
        Ruleset to,
        IEnumerable<(NamespacedName Service, IReadOnlyList<ServicePort> Ports)> services,
        CancellationToken cancellationToken)
    {
        _complete = false;
        var from = new Ruleset();
        foreach (var (service, ports) in services)
        {
            if (_applied.Remove(service, out var old))
            {
                from.Merge(old);
                Release(service, old);
            }

            var next = _builder.Build(ports);
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
        foreach (var element in ruleset.Elements.Keys.ToArray())
        {
            if (!_owners.TryAdd(element, service))
            {
                ruleset.Elements.Remove(element);
            }
        }
    }

    private void Release(NamespacedName service, Ruleset ruleset)
    {
        foreach (var element in ruleset.Elements.Keys)
        {
            if (_owners.TryGetValue(element, out var owner) && owner == service)
            {
                _owners.Remove(element);
            }
        }
    }
}
