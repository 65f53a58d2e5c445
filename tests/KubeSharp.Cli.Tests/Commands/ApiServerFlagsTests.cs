using System.CommandLine;
using KubeSharp.ApiServer;
using KubeSharp.ApiServer.Pki;
using KubeSharp.Cli.Commands;

namespace KubeSharp.Cli.Tests.Commands;

/// <summary>Command lines that were written for upstream's API server.</summary>
public sealed class ApiServerFlagsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("kubesharp-flags-").FullName;
    private readonly ClusterPki _pki;

    public ApiServerFlagsTests() => _pki = ClusterPki.Ensure(
        new PkiOptions { Directory = _directory, ServiceAddresses = ["10.96.0.1"] }, TimeProvider.System);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void TheStaticPodOfKubeadm_IsAccepted()
    {
        var (options, withoutEffect) = Read(Kubeadm());
        Assert.Empty(withoutEffect);
        Assert.Equal(6443, options.SecurePort);
        Assert.Equal(["Node", "RBAC"], options.Access!.AuthorizationModes);
        Assert.Equal(["NodeRestriction"], options.Access.EnableAdmissionPlugins);
        Assert.Equal(["InternalIP", "ExternalIP", "Hostname"], options.KubeletClient.KubeletPreferredAddressTypes);
        Assert.Equal("10.96.0.0/12", Assert.Single(options.Access.ServiceClusterIPRanges).ToString());
        Assert.Equal(["X-Remote-User"], options.Access.RequestHeaderUsernameHeaders);
    }

    [Fact]
    public void FlagsOfTheHandlerChain_AreRead()
    {
        var (options, withoutEffect) = Read(
        [
            .. Kubeadm(), "--request-timeout=30s", "--min-request-timeout=60", "--goaway-chance=0.01", "--cors-allowed-origins=//example\\.com$",
            "--strict-transport-security-directives=max-age=31536000,includeSubDomains", "--shutdown-send-retry-after",
            "--shutdown-watch-termination-grace-period=25s", "--http2-max-streams-per-connection=250", "--tls-min-version=VersionTLS13",
            "--feature-gates=ConstrainedImpersonation=false", "--default-not-ready-toleration-seconds=30",
            "--service-account-max-token-expiration=24h", "--delete-collection-workers=2",
            $"--tls-sni-cert-key={_pki.ApiServerCertificatePath},{_pki.ApiServerKeyPath}:api.example.com",
        ]);
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), 0.01), (options.RequestTimeout, options.MinRequestTimeout, options.GoawayChance));
        Assert.Equal(["max-age=31536000", "includeSubDomains"], options.StrictTransportSecurityDirectives);
        Assert.True(options.ShutdownSendRetryAfter);
        Assert.Equal((TimeSpan.FromSeconds(25), 250), (options.ShutdownGracePeriod, options.Http2MaxStreamsPerConnection));
        Assert.False(options.Features.IsOn("ConstrainedImpersonation"));
        Assert.Equal((30, TimeSpan.FromDays(1)), (options.Access!.DefaultNotReadyTolerationSeconds, options.Access.ServiceAccountMaxTokenExpiration));
        Assert.True(Assert.Single(options.NamedCertificates).Fits("api.example.com"));
        Assert.Equal(["--delete-collection-workers"], withoutEffect);
    }

    [Theory]
    [InlineData("--allow-privileged=false", "--allow-privileged=false is not available; hold privileged pods back by PodSecurity")]
    [InlineData("--emulated-version=1.35", "--emulated-version can be nothing but 1.36; older versions are not emulated")]
    [InlineData("--egress-selector-config-file=/etc/egress", "--egress-selector-config-file is not available; connections are made directly")]
    [InlineData("--service-account-max-token-expiration=5m", "the service-account-max-token-expiration must be between 1 hour and 2^32 seconds")]
    [InlineData("--etcd-prefix=/elsewhere", "--etcd-prefix can be nothing but /registry")]
    public void WhatCannotBeHad_IsRefused(string flag, string message) =>
        Assert.Equal(message, Assert.Throws<UserException>(
            () => Read([.. Kubeadm().Where(word => word.Split('=')[0] != flag.Split('=')[0]), flag])).Message);

    [Theory]
    [InlineData("--feature-gates=NoSuchGate=true", "unrecognized feature gate: NoSuchGate")]
    [InlineData("--feature-gates=WatchList=true,InPlacePodVerticalScaling=false", "cannot set feature gate InPlacePodVerticalScaling to false, feature is locked to true")]
    [InlineData("--tls-min-version=VersionTLS14", "unknown tls version \"VersionTLS14\"")]
    [InlineData("--tls-cipher-suites=TLS_NONE", "Cipher suite TLS_NONE not supported or doesn't exist")]
    public void BadValues_AreRefusedInUpstreamsWords(string flag, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Read([.. Kubeadm(), flag])).Message);

    /// <summary>What kubeadm 1.36 writes into /etc/kubernetes/manifests/kube-apiserver.yaml, with these files.</summary>
    private string[] Kubeadm() =>
    [
        "--advertise-address=192.0.2.1",
        "--allow-privileged=true",
        "--authorization-mode=Node,RBAC",
        $"--client-ca-file={_pki.CaCertificatePath}",
        "--enable-admission-plugins=NodeRestriction",
        "--enable-bootstrap-token-auth=true",
        $"--etcd-cafile={_pki.CaCertificatePath}",
        $"--etcd-certfile={_pki.ApiServerCertificatePath}",
        $"--etcd-keyfile={_pki.ApiServerKeyPath}",
        "--etcd-servers=https://127.0.0.1:2379",
        $"--kubelet-client-certificate={_pki.KubeletClientCertificatePath}",
        $"--kubelet-client-key={_pki.KubeletClientKeyPath}",
        "--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname",
        $"--proxy-client-cert-file={_pki.FrontProxyClientCertificatePath}",
        $"--proxy-client-key-file={_pki.FrontProxyClientKeyPath}",
        "--requestheader-allowed-names=front-proxy-client",
        $"--requestheader-client-ca-file={_pki.FrontProxyCaCertificatePath}",
        "--requestheader-extra-headers-prefix=X-Remote-Extra-",
        "--requestheader-group-headers=X-Remote-Group",
        "--requestheader-username-headers=X-Remote-User",
        "--secure-port=6443",
        "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
        $"--service-account-key-file={_pki.ServiceAccountPublicKeyPath}",
        $"--service-account-signing-key-file={_pki.ServiceAccountKeyPath}",
        "--service-cluster-ip-range=10.96.0.0/12",
        $"--tls-cert-file={_pki.ApiServerCertificatePath}",
        $"--tls-private-key-file={_pki.ApiServerKeyPath}",
    ];

    private static (ApiServerOptions Options, IReadOnlyList<string> WithoutEffect) Read(string[] words)
    {
        var command = new Command("apiserver");
        var set = new FlagSet(command);
        var flags = new ApiServerFlags(set);
        var store = new StoreFlags(set);
        var parsed = command.Parse(words);
        Assert.Empty(parsed.Errors);
        Assert.NotNull(store.Read(parsed, flags.Paths(parsed)).Etcd);
        var withoutEffect = flags.WithoutEffect(parsed);
        return (flags.Read(parsed, TimeProvider.System), withoutEffect);
    }
}
