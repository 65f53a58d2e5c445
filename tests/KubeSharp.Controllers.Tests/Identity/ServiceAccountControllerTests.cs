using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Controllers.Identity;

namespace KubeSharp.Controllers.Tests.Identity;

public sealed class ServiceAccountControllerTests
{
    [Fact]
    public async Task EveryActiveNamespaceHasADefaultAccount()
    {
        await using var harness = new ControllerHarness();
        harness.Server.Seed(Namespace("a"));
        harness.Server.Seed(Namespace("b", "Terminating"));
        harness.Add<ServiceAccountController, string>(new ServiceAccountController(harness.Context));

        await harness.SettleAsync();

        Assert.NotNull(harness.Server.Find<ServiceAccount>("a", "default"));
        Assert.Null(harness.Server.Find<ServiceAccount>("b", "default"));
    }

    [Fact]
    public async Task ADeletedAccountComesBack()
    {
        await using var harness = new ControllerHarness();
        harness.Server.Seed(Namespace("a"));
        harness.Add<ServiceAccountController, string>(new ServiceAccountController(harness.Context));
        await harness.SettleAsync();

        harness.Server.Remove<ServiceAccount>("a", "default");
        await harness.SettleAsync();

        Assert.NotNull(harness.Server.Find<ServiceAccount>("a", "default"));
    }

    [Fact]
    public async Task ARefusalIsTriedAgain()
    {
        await using var harness = new ControllerHarness();
        harness.Server.Seed(Namespace("a"));
        harness.Add<ServiceAccountController, string>(new ServiceAccountController(harness.Context));
        harness.Server.BeforeRequest = request =>
        {
            if (request.Verb == ApiVerb.Create)
            {
                harness.Server.BeforeRequest = null;
                throw ApiErrors.Forbidden("", "serviceaccounts", "default", "not yet");
            }
        };
        await harness.SettleAsync();
        Assert.Null(harness.Server.Find<ServiceAccount>("a", "default"));

        await harness.PassAsync(TimeSpan.FromSeconds(1));

        Assert.NotNull(harness.Server.Find<ServiceAccount>("a", "default"));
    }

    [Fact]
    public async Task TheRootCertificateIsPublishedAndKept()
    {
        await using var harness = new ControllerHarness(new ControllerManagerOptions { RootCaPem = "pem" });
        harness.Server.Seed(Namespace("a"));
        harness.Add<RootCaPublisher, string>(new RootCaPublisher(harness.Context));
        await harness.SettleAsync();
        Assert.Equal("pem", harness.Server.Get<ConfigMap>("a", "kube-root-ca.crt").Data["ca.crt"]);

        harness.Server.Change<ConfigMap>("a", "kube-root-ca.crt", static map => map with { Data = map.Data.Set("ca.crt", "forged") });
        await harness.SettleAsync();

        Assert.Equal("pem", harness.Server.Get<ConfigMap>("a", "kube-root-ca.crt").Data["ca.crt"]);
    }

    private static Namespace Namespace(string name, string phase = "Active") => new()
    {
        Metadata = new() { Name = name },
        Status = new NamespaceStatus { Phase = phase },
    };
}
