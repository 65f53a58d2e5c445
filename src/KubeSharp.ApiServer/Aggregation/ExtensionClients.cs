using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Api.Apiregistration.V1;

namespace KubeSharp.ApiServer.Aggregation;

/// <summary>One client for each APIService that has a service.</summary>
internal sealed class ExtensionClients(ServiceLocator locator, X509Certificate2? proxyCertificate) : IDisposable
{
    private readonly ConcurrentDictionary<string, ExtensionClient> _clients = new(StringComparer.Ordinal);

    /// <summary>The client for the APIService as it is now. One for an older spec finishes the requests it has.</summary>
    public ExtensionClient Get(APIService service)
    {
        var name = service.Metadata.Name;
        while (true)
        {
            if (_clients.TryGetValue(name, out var existing))
            {
                if (existing.Spec.Equals(service.Spec))
                {
                    return existing;
                }

                _clients.TryRemove(new KeyValuePair<string, ExtensionClient>(name, existing));
                continue;
            }

            var client = new ExtensionClient(service.Spec, locator, proxyCertificate);
            if (_clients.TryAdd(name, client))
            {
                return client;
            }

            client.Dispose();
        }
    }

    public void Forget(string name) => _clients.TryRemove(name, out _);

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }
}
