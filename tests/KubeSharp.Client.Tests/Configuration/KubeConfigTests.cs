using System.Text;
using KubeSharp.Client.Configuration;

namespace KubeSharp.Client.Tests.Configuration;

public sealed class KubeConfigTests : IDisposable
{
    private const string Sample = """
        apiVersion: v1
        kind: Config
        current-context: main
        clusters:
        - name: local
          cluster: {server: "https://127.0.0.1:6443", certificate-authority: pki/ca.crt, future-field: kept}
        users:
        - name: admin
          user: {client-certificate-data: Y2VydA==, client-key-data: a2V5}
        - name: cloud
          user: {exec: {command: get-token}}
        contexts:
        - name: main
          context: {cluster: local, user: admin, namespace: work}
        - name: other
          context: {cluster: local, user: cloud}
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("kubeconfig").FullName;

    private string FilePath => Path.Combine(_directory, "config");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void PathsAreRelativeToTheFile()
    {
        File.WriteAllText(FilePath, Sample);

        var config = ClientConfig.From(KubeConfig.Load(FilePath));

        Assert.Equal(Path.Combine(_directory, "pki/ca.crt"), config.Cluster.CertificateAuthority);
        Assert.Equal("cert", Encoding.ASCII.GetString(config.User.ClientCertificateData!));
        Assert.Equal("work", config.Namespace);
    }

    [Fact]
    public void AUserWithAPluginIsRefusedWithTheReason()
    {
        File.WriteAllText(FilePath, Sample);

        var error = Assert.Throws<KubeConfigException>(() => ClientConfig.From(KubeConfig.Load(FilePath), "other"));

        Assert.Contains("cloud", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingContextIsNamed()
    {
        var error = Assert.Throws<KubeConfigException>(() => ClientConfig.From(new KubeConfig(), "nowhere"));

        Assert.Equal("context \"nowhere\" does not exist", error.Message);
    }

    [Fact]
    public void MergingKeepsWhatItDoesNotKnow()
    {
        File.WriteAllText(FilePath, Sample);
        var mine = KubeConfig.ForOne(
            new KubeConfigCluster("kubesharp") { Server = "https://10.0.0.1:6443", CertificateAuthorityData = [1, 2, 3] },
            new KubeConfigUser("kubesharp-admin") { Token = "secret" },
            "kubesharp");

        KubeConfigWriter.MergeInto(FilePath, mine, makeCurrent: false);
        KubeConfigWriter.MergeInto(FilePath, mine, makeCurrent: false);

        var merged = KubeConfig.Load(FilePath);
        Assert.Equal(["local", "kubesharp"], merged.Clusters.Select(cluster => cluster.Name));
        Assert.Equal("main", merged.CurrentContext);
        Assert.Contains("future-field: kept", File.ReadAllText(FilePath), StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], merged.Clusters[1].CertificateAuthorityData!);
    }

    [Fact]
    public void RemovingTakesOnlyTheNamedEntries()
    {
        File.WriteAllText(FilePath, Sample);
        var mine = KubeConfig.ForOne(new KubeConfigCluster("kubesharp"), new KubeConfigUser("kubesharp"), "kubesharp");
        KubeConfigWriter.MergeInto(FilePath, mine, makeCurrent: true);

        KubeConfigWriter.RemoveFrom(FilePath, mine);

        var left = KubeConfig.Load(FilePath);
        Assert.Equal("local", Assert.Single(left.Clusters).Name);
        Assert.Equal("", left.CurrentContext);
    }

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public void AWrittenFileIsForItsOwnerOnly()
    {
        KubeConfigWriter.Write(FilePath, KubeConfig.ForOne(new KubeConfigCluster("a"), new KubeConfigUser("b"), "c"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        Assert.Equal("c", KubeConfig.Load(FilePath).CurrentContext);
    }

    [Theory]
    [InlineData("- a list")]
    [InlineData("a: [unclosed")]
    public void GarbageIsReportedWithThePath(string text)
    {
        File.WriteAllText(FilePath, text);

        Assert.Contains(FilePath, Assert.Throws<KubeConfigException>(() => KubeConfig.Load(FilePath)).Message, StringComparison.Ordinal);
    }
}
