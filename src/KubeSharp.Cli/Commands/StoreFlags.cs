using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Cli.Cluster;
using KubeSharp.Storage.Embedded;
using KubeSharp.Storage.Etcd;
using KubeSharp.StoreServer;

namespace KubeSharp.Cli.Commands;

/// <summary>The flags that choose the API server's store, named as upstream's.</summary>
internal sealed class StoreFlags(FlagSet flags)
{
    private readonly Option<string[]> _servers = flags.List("--etcd-servers", "Client URLs of an etcd cluster (3.4 or later) that is the store; the embedded one in DATA-DIR if not given");
    private readonly Option<string> _authorities = flags.Text("--etcd-cafile", "Authorities of etcd's certificates");
    private readonly Option<string> _certificate = flags.Text("--etcd-certfile", "Certificate shown to etcd");
    private readonly Option<string> _key = flags.Text("--etcd-keyfile", "Its key");

    private readonly Option<string> _compaction = flags.Text("--etcd-compaction-interval", "How often old versions are dropped from the store; 0 for never", "5m");

    private readonly Option<long> _quota = flags.Bytes("--quota-backend-bytes", "Bytes from which on the embedded store takes no more writes until there is room again; 0 for no limit");

    private readonly Option<string[]> _listen = flags.List("--listen-client-urls", "Addresses at which the embedded store is served as an etcd; http on loopback, https with the three flags below");
    private readonly Option<string> _serverCertificate = flags.Text("--cert-file", "Certificate shown to the store's clients");
    private readonly Option<string> _serverKey = flags.Text("--key-file", "Its key");
    private readonly Option<string> _clientAuthorities = flags.Text("--trusted-ca-file", "Authorities of the certificates that the store's clients have to show");

    /// <summary>The flags that were given as words, so that another process of this program gets the same store.</summary>
    public IEnumerable<string> Render(ParseResult result)
    {
        foreach (var list in new[] { _servers, _listen })
        {
            foreach (var address in FlagValues.Split(result.GetRequiredValue(list)))
            {
                yield return list.Name;
                yield return address;
            }
        }

        foreach (var file in new[] { _authorities, _certificate, _key, _serverCertificate, _serverKey, _clientAuthorities })
        {
            if (result.GetRequiredValue(file) is { Length: > 0 } path)
            {
                yield return file.Name;
                yield return Path.GetFullPath(path);
            }
        }

        yield return _compaction.Name;
        yield return result.GetRequiredValue(_compaction);
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
            Serving = Serving(result, servers.Count > 0),
            CompactionInterval = FlagValues.Span(result.GetRequiredValue(_compaction), _compaction.Name),
        };
    }

    private EtcdStoreOptions Etcd(ParseResult result, IReadOnlyList<string> servers)
    {
        var authorities = result.GetRequiredValue(_authorities);
        return new EtcdStoreOptions
        {
            Servers = [.. servers.Select(server => Address(_servers, server))],
            Authorities = authorities.Length > 0 ? Certificates.LoadAll(authorities) : null,
            ClientCertificate = Pair(result, _certificate, _key),
        };
    }

    private StoreServerOptions? Serving(ParseResult result, bool hasEtcd)
    {
        var addresses = FlagValues.Split(result.GetRequiredValue(_listen));
        if (addresses.Count == 0)
        {
            return null;
        }

        if (hasEtcd)
        {
            throw new UserException($"{_listen.Name} serves the embedded store, and {_servers.Name} uses another; give one of them");
        }

        var authorities = result.GetRequiredValue(_clientAuthorities);
        return new StoreServerOptions
        {
            ListenClientUrls = [.. addresses.Select(address => Address(_listen, address))],
            Certificate = Pair(result, _serverCertificate, _serverKey),
            ClientAuthorities = authorities.Length > 0 ? Certificates.LoadAll(authorities) : null,
        };
    }

    private static X509Certificate2? Pair(ParseResult result, Option<string> certificate, Option<string> key)
    {
        var (certificatePath, keyPath) = (result.GetRequiredValue(certificate), result.GetRequiredValue(key));
        if ((certificatePath.Length > 0) != (keyPath.Length > 0))
        {
            throw new UserException($"{certificate.Name} and {key.Name} go together");
        }

        return certificatePath.Length > 0 ? Certificates.Load(certificatePath, keyPath) : null;
    }

    private static Uri Address(Option flag, string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? address
        : throw new UserException($"{flag.Name} {text} is not an address; write it like https://10.0.0.1:2379");
}
