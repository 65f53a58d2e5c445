namespace KubeSharp.ApiServer.Authorization.Rbac;

/// <summary>Everything RBAC gives one user, compiled from one version of the policy.</summary>
internal sealed class UserGrants(long version)
{
    private readonly Dictionary<string, GrantIndex> _namespaces = new(StringComparer.Ordinal);
    private readonly List<(string Namespace, string Error)> _errors = [];

    public long Version { get; } = version;

    public GrantIndex Cluster { get; } = new();

    public GrantIndex? InNamespace(string ns) => _namespaces.GetValueOrDefault(ns);

    public void Add(string ns, Grant grant)
    {
        if (ns.Length == 0)
        {
            Cluster.Add(grant);
            return;
        }

        if (!_namespaces.TryGetValue(ns, out var index))
        {
            _namespaces[ns] = index = new GrantIndex();
        }

        index.Add(grant);
    }

    public void AddError(string ns, string error) => _errors.Add((ns, error));

    /// <summary>Bindings whose role does not exist, of the cluster and of a namespace.</summary>
    public IReadOnlyList<string> Errors(string ns)
    {
        if (_errors.Count == 0)
        {
            return [];
        }

        return [.. _errors.Where(error => error.Namespace.Length == 0 || error.Namespace == ns).Select(error => error.Error).Distinct()];
    }

    /// <summary>The rules that hold in a namespace, the cluster's included.</summary>
    public IEnumerable<Grant> Effective(string ns) =>
        ns.Length > 0 && InNamespace(ns) is { } index ? Cluster.All.Concat(index.All) : Cluster.All;
}
