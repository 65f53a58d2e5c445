using System.Net;
using KubeSharp.ApiServer;
using KubeSharp.ApiServer.Access;
using KubeSharp.ApiServer.Connect;
using KubeSharp.ApiServer.Pki;
using KubeSharp.Cli.Commands;

namespace KubeSharp.Cli.Cluster;

/// <summary>The certificates and keys of an API server, as PEM files. The names are those of upstream's flags; "" is none.</summary>
internal sealed record ApiServerFiles
{
    public string TLSCertFile { get; init; } = "";

    public string TLSPrivateKeyFile { get; init; } = "";

    public string ClientCAFile { get; init; } = "";

    public string RequestHeaderClientCAFile { get; init; } = "";

    public string ProxyClientCertFile { get; init; } = "";

    public string ProxyClientKeyFile { get; init; } = "";

    public string KubeletClientCertificate { get; init; } = "";

    public string KubeletClientKey { get; init; } = "";

    public string KubeletCertificateAuthority { get; init; } = "";

    public string ServiceAccountSigningKeyFile { get; init; } = "";

    public IReadOnlyList<string> ServiceAccountKeyFiles { get; init; } = [];

    /// <summary>Whether a server can run with these alone.</summary>
    public bool Suffice => TLSCertFile.Length > 0 && ClientCAFile.Length > 0 && ServiceAccountSigningKeyFile.Length > 0;

    /// <summary>What is not given is taken from the cluster's own. A certificate and its key come from one place.</summary>
    public ApiServerFiles Or(ClusterPki pki)
    {
        var (ownsTls, ownsProxy, ownsKubelet) = (TLSCertFile.Length > 0, ProxyClientCertFile.Length > 0, KubeletClientCertificate.Length > 0);
        var ownsAccounts = ServiceAccountSigningKeyFile.Length > 0;
        return this with
        {
            TLSCertFile = ownsTls ? TLSCertFile : pki.ApiServerCertificatePath,
            TLSPrivateKeyFile = ownsTls ? TLSPrivateKeyFile : pki.ApiServerKeyPath,
            ClientCAFile = ClientCAFile.Length > 0 ? ClientCAFile : pki.CaCertificatePath,
            RequestHeaderClientCAFile = RequestHeaderClientCAFile.Length > 0 ? RequestHeaderClientCAFile : pki.FrontProxyCaCertificatePath,
            ProxyClientCertFile = ownsProxy ? ProxyClientCertFile : pki.FrontProxyClientCertificatePath,
            ProxyClientKeyFile = ownsProxy ? ProxyClientKeyFile : pki.FrontProxyClientKeyPath,
            KubeletClientCertificate = ownsKubelet ? KubeletClientCertificate : pki.KubeletClientCertificatePath,
            KubeletClientKey = ownsKubelet ? KubeletClientKey : pki.KubeletClientKeyPath,
            ServiceAccountSigningKeyFile = ownsAccounts ? ServiceAccountSigningKeyFile : pki.ServiceAccountKeyPath,
            ServiceAccountKeyFiles = ServiceAccountKeyFiles.Count > 0 || ownsAccounts ? ServiceAccountKeyFiles : [pki.ServiceAccountPublicKeyPath],
        };
    }

    /// <summary>Options with these files and defaults for everything else.</summary>
    /// <exception cref="UserException">A file cannot be read.</exception>
    public ApiServerOptions ToOptions(IPAddress advertiseAddress) => new()
    {
        ServingCertificate = Certificates.Load(TLSCertFile, TLSPrivateKeyFile),
        ServingIntermediates = Certificates.LoadIntermediates(TLSCertFile),
        Version = ProductVersion.GitVersion,
        Source = new SourceIdentity(SourceRevision.GitCommit, SourceRevision.GitTreeState, SourceRevision.BuildDate),
        ProxyClientCertificate = ProxyClientCertFile.Length > 0 ? Certificates.Load(ProxyClientCertFile, ProxyClientKeyFile) : null,
        KubeletClient = new KubeletClientOptions
        {
            KubeletClientCertificate = KubeletClientCertificate.Length > 0 ? Certificates.Load(KubeletClientCertificate, KubeletClientKey) : null,
            KubeletCertificateAuthority = KubeletCertificateAuthority.Length > 0 ? Certificates.LoadAll(KubeletCertificateAuthority) : null,
        },
        Access = new AccessOptions
        {
            ClientCAFile = ClientCAFile,
            RequestHeaderClientCAFile = RequestHeaderClientCAFile,
            ServiceAccountSigningKeyFile = ServiceAccountSigningKeyFile,
            ServiceAccountKeyFiles = ServiceAccountKeyFiles,
            AdvertiseAddress = advertiseAddress,
        },
    };
}
