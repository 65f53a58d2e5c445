using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy;

/// <summary>Makes the services of one address family work on this node. Its methods are never called at the same time.</summary>
internal interface IProxyBackend : IAsyncDisposable
{
    IPFamily Family { get; }

    /// <summary>False until the first sync, and again after a failed one: the next sync has to bring all services.</summary>
    bool NeedsFullSync { get; }

    /// <summary>Makes everything anew.</summary>
    /// <exception cref="ProxyBackendException">The system refused; what was there before may be there still.</exception>
    Task ReplaceAsync(NodeNetwork network, IReadOnlyList<ServicePorts> services, CancellationToken cancellationToken);

    /// <summary>Brings the changed services up to date.</summary>
    /// <exception cref="ProxyBackendException">The system refused; nothing has changed.</exception>
    Task UpdateAsync(IReadOnlyList<ServicePorts> changed, CancellationToken cancellationToken);
}
