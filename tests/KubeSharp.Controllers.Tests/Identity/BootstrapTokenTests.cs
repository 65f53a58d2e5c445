using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Controllers.Identity;

namespace KubeSharp.Controllers.Tests.Identity;

public sealed class BootstrapTokenTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new();

    public BootstrapTokenTests()
    {
        _harness.Add<BootstrapSigner, NamespacedName>(new BootstrapSigner(_harness.Context));
        _harness.Add<BootstrapTokenCleaner, NamespacedName>(new BootstrapTokenCleaner(_harness.Context));
    }

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task ClusterInfoIsSignedWithEveryTokenThatMay()
    {
        _harness.Server.Seed(Info());
        _harness.Server.Seed(Token("abcdef", "0123456789abcdef", ("usage-bootstrap-signing", "true")));
        _harness.Server.Seed(Token("zzzzzz", "0123456789abcdef"));

        await _harness.SettleAsync();

        // The same as openssl dgst -sha256 -hmac 0123456789abcdef gives.
        Assert.Equal(
            "eyJhbGciOiJIUzI1NiIsImtpZCI6ImFiY2RlZiJ9..pQpAf41KnbpDpf53Otu_ufAeAbWD9CSytTS_WpoG4Mc",
            Assert.Single(Signatures).Value);

        _harness.Server.Remove<Secret>("kube-system", "bootstrap-token-abcdef");
        await _harness.SettleAsync();
        Assert.Empty(Signatures);
    }

    [Fact]
    public async Task ATokenIsDeletedWhenItsTimeIsOver()
    {
        _harness.Server.Seed(Token("abcdef", "0123456789abcdef", ("expiration", "2026-01-01T01:00:00Z")));
        await _harness.SettleAsync();
        Assert.NotNull(_harness.Server.Find<Secret>("kube-system", "bootstrap-token-abcdef"));

        await _harness.PassAsync(TimeSpan.FromHours(1));
        Assert.Null(_harness.Server.Find<Secret>("kube-system", "bootstrap-token-abcdef"));
    }

    private IEnumerable<KeyValuePair<string, string>> Signatures =>
        _harness.Server.Get<ConfigMap>("kube-public", "cluster-info").Data.Where(static entry => entry.Key.StartsWith("jws-", StringComparison.Ordinal));

    private static ConfigMap Info() => new()
    {
        Metadata = new() { Namespace = "kube-public", Name = "cluster-info" },
        Data = ApiMap<string>.From([new("kubeconfig", "payload")]),
    };

    private static Secret Token(string id, string secret, params (string Name, string Value)[] fields) => new()
    {
        Metadata = new() { Namespace = "kube-system", Name = "bootstrap-token-" + id },
        Type = "bootstrap.kubernetes.io/token",
        Data = ApiMap<ByteString>.From(fields.Append(("token-id", id)).Append(("token-secret", secret)).Select(static field =>
            new KeyValuePair<string, ByteString>(field.Item1, new ByteString(Encoding.UTF8.GetBytes(field.Item2))))),
    };
}
