using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Controllers.Identity;

namespace KubeSharp.Controllers.Tests.Identity;

public sealed class TokenControllerTests : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task ATokenSecretIsFilledIn()
    {
        await using var harness = Harness();
        harness.Server.Seed(new ServiceAccount { Metadata = new() { Namespace = "a", Name = "robot", UID = "u1" } });
        harness.Server.Seed(Secret());
        harness.Add<TokenController, Client.NamespacedName>(new TokenController(harness.Context));

        await harness.SettleAsync();

        var secret = harness.Server.Get<Secret>("a", "token");
        Assert.Equal("pem", secret.Data["ca.crt"].ToUtf8String());
        Assert.Equal("a", secret.Data["namespace"].ToUtf8String());
        var parts = secret.Data["token"].ToUtf8String().Split('.');
        Assert.Contains("\"sub\":\"system:serviceaccount:a:robot\"", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])), StringComparison.Ordinal);
        Assert.True(_key.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
            Base64Url.DecodeFromChars(parts[2]),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task ATokenSecretGoesWithItsAccount()
    {
        await using var harness = Harness();
        harness.Server.Seed(new ServiceAccount { Metadata = new() { Namespace = "a", Name = "robot", UID = "u1" } });
        harness.Server.Seed(Secret());
        harness.Add<TokenController, Client.NamespacedName>(new TokenController(harness.Context));
        await harness.SettleAsync();

        harness.Server.Remove<ServiceAccount>("a", "robot");
        await harness.SettleAsync();

        Assert.Null(harness.Server.Find<Secret>("a", "token"));
    }

    private static Secret Secret() => new()
    {
        Metadata = new()
        {
            Namespace = "a",
            Name = "token",
            Annotations = ApiMap<string>.From([new("kubernetes.io/service-account.name", "robot")]),
        },
        Type = SecretType.ServiceAccountToken,
    };

    private ControllerHarness Harness() => new(new ControllerManagerOptions
    {
        RootCaPem = "pem",
        ServiceAccountPrivateKeyPem = _key.ExportPkcs8PrivateKeyPem(),
    });
}
