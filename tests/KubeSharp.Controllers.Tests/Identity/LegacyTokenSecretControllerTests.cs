using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Controllers.Identity;

namespace KubeSharp.Controllers.Tests.Identity;

public sealed class LegacyTokenSecretControllerTests
{
    [Fact]
    public async Task AnAccountListsItsSecretOnceThatHasItsToken()
    {
        await using var harness = new ControllerHarness();
        harness.Server.Seed(new ServiceAccount { Metadata = new() { Namespace = "a", Name = "robot", UID = "u1" } });
        harness.Add<LegacyTokenSecretController, NamespacedName>(new LegacyTokenSecretController(harness.Context));
        await harness.SettleAsync();

        var secret = Assert.Single(harness.Server.List<Secret>("a"));
        Assert.StartsWith("robot-token-", secret.Metadata.Name, StringComparison.Ordinal);
        Assert.Equal("u1", secret.Metadata.Annotations["kubernetes.io/service-account.uid"]);
        Assert.True(harness.Server.Get<ServiceAccount>("a", "robot").Secrets.IsNil);

        harness.Server.Change<Secret>("a", secret.Metadata.Name, static found => found with { Data = found.Data.Set("token", ByteString.FromUtf8("t")) });
        await harness.SettleAsync();

        Assert.Equal(secret.Metadata.Name, Assert.Single(harness.Server.Get<ServiceAccount>("a", "robot").Secrets).Name);
        Assert.Single(harness.Server.List<Secret>("a"));
    }
}
