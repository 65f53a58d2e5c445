using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Nftables;

/// <summary>
/// Keeps the table of one address family equal to the model. Remembers what it applied, so that an update carries only the difference;
/// after a failure, or when told so, it writes the whole table anew, still in one transaction.
/// </summary>
internal sealed class NftablesBackend(IPFamily family, ProxyOptions options, Func<string, CancellationToken, Task> apply)
{
    private readonly NftablesTable _table = new(family, options);
    private Ruleset? _applied;

    public IPFamily Family => family;

    public void Forget() => _applied = null;

    /// <returns>True if the packet filter was changed.</returns>
    public async Task<bool> SyncAsync(IEnumerable<ServicePort> ports, CancellationToken cancellationToken)
    {
        var next = new RulesetBuilder(_table, family, options).Build(ports);
        var script = _applied is null
            ? _table.Render() + RulesetDifference.Render(_table.Name, new Ruleset(), next)
            : RulesetDifference.Render(_table.Name, _applied, next);
        if (script.Length == 0)
        {
            return false;
        }

        try
        {
            await apply(script, cancellationToken);
            _applied = next;
            return true;
        }
        catch (NftException)
        {
            _applied = null;
            throw;
        }
    }
}
