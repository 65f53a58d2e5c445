using KubeSharp.Client.Configuration;
using KubeSharp.Client.Http;

namespace KubeSharp.Client.ServiceAccounts;

/// <summary>
/// Clients of an API server that act as ServiceAccounts of one namespace, made where they are missing. They share their connections.
/// </summary>
/// <param name="config">How to reach the server, as a user who may create the accounts and their tokens.</param>
/// <param name="issuer">The same as a client.</param>
/// <param name="ns">The namespace of the accounts.</param>
/// <param name="time">The clock that tokens are renewed by.</param>
public sealed class ServiceAccountClients(ClientConfig config, KubeClient issuer, string ns, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (KubeClient Client, ServiceAccountTokens Tokens)> _clients = new(StringComparer.Ordinal);

    /// <summary>Without the user's own credentials, which would win over the tokens.</summary>
    private readonly HttpTransport _connections = new(config with { User = new KubeConfigUser("") }, time);

    public KubeClient Of(string account)
    {
        lock (_gate)
        {
            if (!_clients.TryGetValue(account, out var entry))
            {
                var tokens = new ServiceAccountTokens(issuer, new NamespacedName(ns, account), time);
                entry = (new KubeClient(_connections.With(tokens)), tokens);
                _clients[account] = entry;
            }

            return entry.Client;
        }
    }

    public void Dispose()
    {
        _connections.Dispose();
        lock (_gate)
        {
            foreach (var (_, tokens) in _clients.Values)
            {
                tokens.Dispose();
            }
        }
    }
}
