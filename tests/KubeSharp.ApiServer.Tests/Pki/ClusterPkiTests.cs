using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.ApiServer.Pki;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.ApiServer.Tests.Pki;

public sealed class ClusterPkiTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("kubesharp-pki").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Ensure_MakesEveryFileOfKubeadm()
    {
        Ensure();
        var files = Directory.GetFiles(_directory).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(
        [
            "apiserver-kubelet-client.crt", "apiserver-kubelet-client.key", "apiserver.crt", "apiserver.key", "ca.crt", "ca.key",
            "front-proxy-ca.crt", "front-proxy-ca.key", "front-proxy-client.crt", "front-proxy-client.key", "kubelet.crt", "kubelet.key",
            "sa.key", "sa.pub",
        ], files);
    }

    [Fact]
    public void Ensure_NewTokenKey_IsRsa2048()
    {
        Ensure();
        using var key = RSA.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(_directory, "sa.key")));
        Assert.Equal(2048, key.KeySize);
        Assert.Equal(key.ExportSubjectPublicKeyInfoPem(), File.ReadAllText(Path.Combine(_directory, "sa.pub")).TrimEnd());
    }

    [Fact]
    public void Ensure_TokenKeyThatIsThere_IsKept()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(Path.Combine(_directory, "sa.key"), key.ExportPkcs8PrivateKeyPem());
        Ensure();
        Assert.Equal(key.ExportPkcs8PrivateKeyPem(), File.ReadAllText(Path.Combine(_directory, "sa.key")));
        Assert.Equal(key.ExportSubjectPublicKeyInfoPem(), File.ReadAllText(Path.Combine(_directory, "sa.pub")).TrimEnd());
    }

    [Fact]
    public void Ensure_SecondTime_ChangesNothing()
    {
        Ensure();
        var before = Contents();
        _time.Advance(TimeSpan.FromDays(30));
        Ensure();
        Assert.Equal(before, Contents());
    }

    [Fact]
    public void Ensure_NearExpiry_RenewsLeavesButNotAuthorities()
    {
        Ensure();
        var before = Contents();
        _time.Advance(TimeSpan.FromDays(300));
        Ensure();
        var changed = Contents().Where(file => before[file.Key] != file.Value).Select(file => file.Key).Order(StringComparer.Ordinal);
        Assert.Equal(
        [
            "apiserver-kubelet-client.crt", "apiserver-kubelet-client.key", "apiserver.crt", "apiserver.key",
            "front-proxy-client.crt", "front-proxy-client.key", "kubelet.crt", "kubelet.key",
        ], changed);
    }

    [Fact]
    public void Ensure_NewHost_ReissuesTheServingCertificate()
    {
        Ensure();
        Ensure("cluster.example.org", "192.0.2.7");
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_directory, "apiserver.crt"));
        Assert.True(certificate.MatchesHostname("cluster.example.org"));
        Assert.True(certificate.MatchesHostname("192.0.2.7"));
        Assert.True(certificate.MatchesHostname("10.96.0.1"));
        Assert.True(certificate.MatchesHostname("kubernetes.default.svc.cluster.local"));
    }

    [Fact]
    public void Ensure_AuthorityWithoutItsKey_RefusesInsteadOfReplacing()
    {
        Ensure();
        File.Delete(Path.Combine(_directory, "ca.key"));
        var error = Assert.Throws<IOException>(() => Ensure());
        Assert.Contains("ca.key", error.Message);
    }

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public void Keys_AreReadableByTheOwnerOnly()
    {
        Ensure();
        foreach (var key in Directory.GetFiles(_directory, "*.key"))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        }
    }

    [Fact]
    public void Kubeconfig_HasTheIdentityAndIsKeptWhileCurrent()
    {
        var writer = new KubeconfigWriter(Ensure(), "https://127.0.0.1:6443");
        var path = Path.Combine(_directory, "conf", "kubelet.conf");
        writer.Ensure(path, KubeconfigIdentity.Kubelet("node-1"));
        var first = File.ReadAllText(path);
        writer.Ensure(path, KubeconfigIdentity.Kubelet("node-1"));
        Assert.Equal(first, File.ReadAllText(path));

        var data = first.Split('\n').Single(line => line.Contains("client-certificate-data")).Split(": ")[1];
        using var certificate = X509Certificate2.CreateFromPem(System.Text.Encoding.ASCII.GetString(Convert.FromBase64String(data)));
        Assert.Equal("O=system:nodes, CN=system:node:node-1", new X500DistinguishedName(certificate.SubjectName).Decode(X500DistinguishedNameFlags.None));

        _time.Advance(TimeSpan.FromDays(300));
        writer.Ensure(path, KubeconfigIdentity.Kubelet("node-1"));
        Assert.NotEqual(first, File.ReadAllText(path));
    }

    [Fact]
    public void Open_IssuesFromTheSameAuthority()
    {
        Assert.Throws<IOException>(() => ClusterPki.Open(_directory, _time));
        var made = Ensure();
        var opened = ClusterPki.Open(_directory, _time);
        using var certificate = opened.IssueClient("jane", ["dev"]);
        Assert.True(made.IsCurrent(certificate, "jane", ["dev"]));
    }

    private ClusterPki Ensure(params string[] hosts) => ClusterPki.Ensure(
        new PkiOptions { Directory = _directory, ApiServerHosts = hosts, ServiceAddresses = ["10.96.0.1"], NodeName = "node-1" }, _time);

    private Dictionary<string, string> Contents() =>
        Directory.GetFiles(_directory).ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
}
