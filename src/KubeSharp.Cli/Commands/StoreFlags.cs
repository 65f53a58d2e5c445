using System.CommandLine;
using System.Globalization;
using KubeSharp.Cli.Cluster;
using KubeSharp.Storage.Embedded;
using KubeSharp.Storage.Etcd;

namespace KubeSharp.Cli.Commands;

/// <summary>The flags that choose the API server's store, named as upstream's.</summary>
internal sealed class StoreFlags(FlagSet flags)
{
    private readonly Option<string[]> _servers = flags.List("--etcd-servers", "Client URLs of an etcd cluster (3.4 or later) that is the store; the embedded one in DATA-DIR if not given");
    private readonly Option<string> _authorities = flags.Text("--etcd-cafile", "Authorities of etcd's certificates");
    private readonly Option<string> _certificate = flags.Text("--etcd-certfile", "Certificate shown to etcd");
    private readonly Option<string> _key = flags.Text("--etcd-keyfile", "Its key");

    private readonly Option<long> _quota = flags.Bytes("--quota-backend-bytes", "Bytes from which on the embedded store takes no more writes until there is room again; 0 for no limit");

    /// <summary>The flags that were given as words, so that another process of this program gets the same store.</summary>
    public IEnumerable<string> Render(ParseResult result)
    {
        foreach (var server in FlagValues.Split(result.GetRequiredValue(_servers)))
        {
            yield return _servers.Name;
            yield return server;
        }

        foreach (var file in new[] { _authorities, _certificate, _key })
        {
            if (result.GetRequiredValue(file) is { Length: > 0 } path)
            {
                yield return file.Name;
                yield return Path.GetFullPath(path);
            }
        }

        yield return _quota.Name;
        yield return result.GetValue(_quota).ToString(CultureInfo.InvariantCulture);
    }

    /// <exception cref="UserException">A flag cannot be used.</exception>
    public StoreOptions Read(ParseResult result, ClusterPaths paths)
    {
        var servers = FlagValues.Split(result.GetRequiredValue(_servers));
        return new StoreOptions
        {
            Embedded = new EmbeddedStoreOptions { Directory = paths.Store, Quota = result.GetValue(_quota) },
            Etcd = servers.Count == 0 ? null : Etcd(result, servers),
        };
    }

    private EtcdStoreOptions Etcd(ParseResult result, IReadOnlyList<string> servers)
    {
        var authorities = result.GetRequiredValue(_authorities);
        var certificate = result.GetRequiredValue(_certificate);
        var key = result.GetRequiredValue(_key);
        if ((certificate.Length > 0) != (key.Length > 0))
        {
            throw new UserException($"{_certificate.Name} and {_key.Name} go together");
        }

        return new EtcdStoreOptions
        {
            Servers = [.. servers.Select(Server)],
            Authorities = authorities.Length > 0 ? Certificates.LoadAll(authorities) : null,
            ClientCertificate = certificate.Length > 0 ? Certificates.Load(certificate, key) : null,
        };
    }

    private Uri Server(string text) => Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme is "http" or "https"
        ? server
        : throw new UserException($"{_servers.Name} {text} is not an address; write it like https://10.0.0.1:2379");
}
