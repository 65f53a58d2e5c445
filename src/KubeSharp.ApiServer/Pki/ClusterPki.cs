using System.Security.Cryptography.X509Certificates;

namespace KubeSharp.ApiServer.Pki;

/// <summary>
/// The cluster's certificates and keys on disk. <see cref="Ensure"/> makes what is missing, renews what is near its end, no longer
/// covers the wanted names or was signed by another authority, and leaves the rest alone. Authorities and the ServiceAccount key
/// are never replaced: that would lock out everybody who trusts them.
/// </summary>
public sealed class ClusterPki
{
    private readonly PkiOptions _options;
    private readonly TimeProvider _time;
    private readonly CertificateAuthority _authority;

    private ClusterPki(PkiOptions options, TimeProvider time, CertificateAuthority authority)
    {
        _options = options;
        _time = time;
        _authority = authority;
    }

    public string Directory => _options.Directory;

    public string CaCertificatePath => In("ca.crt");

    public string CaKeyPath => In("ca.key");

    public string ApiServerCertificatePath => In("apiserver.crt");

    public string ApiServerKeyPath => In("apiserver.key");

    /// <summary>The API server's own client certificate towards kubelets.</summary>
    public string KubeletClientCertificatePath => In("apiserver-kubelet-client.crt");

    public string KubeletClientKeyPath => In("apiserver-kubelet-client.key");

    public string FrontProxyCaCertificatePath => In("front-proxy-ca.crt");

    public string FrontProxyClientCertificatePath => In("front-proxy-client.crt");

    public string FrontProxyClientKeyPath => In("front-proxy-client.key");

    public string ServiceAccountKeyPath => In("sa.key");

    public string ServiceAccountPublicKeyPath => In("sa.pub");

    /// <summary>The kubelet's serving certificate; there only if <see cref="PkiOptions.NodeName"/> was given.</summary>
    public string KubeletServerCertificatePath => In("kubelet.crt");

    public string KubeletServerKeyPath => In("kubelet.key");

    /// <exception cref="IOException">The directory cannot be written.</exception>
    public static ClusterPki Ensure(PkiOptions options, TimeProvider time)
    {
        var authority = EnsureAuthority(options, "ca", "kubernetes", time);
        var frontProxy = EnsureAuthority(options, "front-proxy-ca", "front-proxy-ca", time);
        var pki = new ClusterPki(options, time, authority);
        pki.EnsureLeaf(authority, "apiserver", CertificateProfile.Server("kube-apiserver", ApiServerNames(options)));
        pki.EnsureLeaf(authority, "apiserver-kubelet-client",
            CertificateProfile.Client("kube-apiserver-kubelet-client", "kubeadm:cluster-admins", "system:masters"));
        pki.EnsureLeaf(frontProxy, "front-proxy-client", CertificateProfile.Client("front-proxy-client"));
        if (options.NodeName.Length > 0)
        {
            var names = SubjectNames.Parse([options.NodeName, .. options.NodeHosts]);
            pki.EnsureLeaf(authority, "kubelet", CertificateProfile.Server($"system:node:{options.NodeName}", names, "system:nodes"));
        }

        ServiceAccountKeyFile.Ensure(pki.ServiceAccountKeyPath, pki.ServiceAccountPublicKeyPath);
        return pki;
    }

    /// <summary>What another process has made, to issue further client certificates.</summary>
    /// <exception cref="IOException">There is no authority with its key.</exception>
    public static ClusterPki Open(string directory, TimeProvider time)
    {
        var pair = new KeyPairFile(directory, "ca");
        var certificate = pair.TryLoad() ?? throw new IOException($"there is no authority with its key in {directory}");
        return new ClusterPki(new PkiOptions { Directory = directory }, time, new CertificateAuthority(certificate, time));
    }

    internal X509Certificate2 IssueClient(string user, IReadOnlyList<string> groups) =>
        _authority.Issue(CertificateProfile.Client(user, groups), _options.LeafValidity);

    /// <summary>Whether a certificate handed out earlier may stay.</summary>
    internal bool IsCurrent(X509Certificate2 leaf, string commonName, IReadOnlyList<string> organizations) =>
        IsCurrent(_authority, leaf, new CertificateProfile(commonName) { Organizations = organizations });

    private static SubjectNames ApiServerNames(PkiOptions options) => SubjectNames.Parse(
    [
        "kubernetes", "kubernetes.default", "kubernetes.default.svc", $"kubernetes.default.svc.{options.ClusterDomain}",
        "localhost", "127.0.0.1", "::1", .. options.ApiServerHosts, .. options.ServiceAddresses,
    ]);

    private static CertificateAuthority EnsureAuthority(PkiOptions options, string file, string commonName, TimeProvider time)
    {
        var pair = new KeyPairFile(options.Directory, file);
        var certificate = pair.TryLoad();
        if (certificate is null)
        {
            if (File.Exists(pair.CertificatePath))
            {
                throw new IOException(
                    $"{pair.CertificatePath} has no matching key in {pair.KeyPath}: restore the key, or remove both to start with a new authority.");
            }

            certificate = CertificateAuthority.CreateSelfSigned(commonName, options.AuthorityValidity, time);
            pair.Save(certificate);
        }

        return new CertificateAuthority(certificate, time);
    }

    private void EnsureLeaf(CertificateAuthority authority, string file, CertificateProfile profile)
    {
        var pair = new KeyPairFile(_options.Directory, file);
        using var existing = pair.TryLoad();
        if (existing is not null && IsCurrent(authority, existing, profile))
        {
            return;
        }

        using var issued = authority.Issue(profile, _options.LeafValidity);
        pair.Save(issued);
    }

    private bool IsCurrent(CertificateAuthority authority, X509Certificate2 leaf, CertificateProfile profile)
    {
        var subject = CertificateSubject.Of(leaf);
        return leaf.NotAfter > (_time.GetUtcNow() + _options.RenewBefore).UtcDateTime
            && subject.CommonName == profile.CommonName
            && subject.Organizations.ToHashSet().SetEquals(profile.Organizations)
            && SubjectNames.Of(leaf).Covers(profile.Names)
            && authority.HasSigned(leaf);
    }

    private string In(string file) => Path.Combine(_options.Directory, file);
}
