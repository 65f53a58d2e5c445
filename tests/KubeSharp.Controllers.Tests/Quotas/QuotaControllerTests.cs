using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Controllers.Quotas;

namespace KubeSharp.Controllers.Tests.Quotas;

public sealed class QuotaControllerTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new();

    public QuotaControllerTests() => _harness.Add<QuotaController, NamespacedName>(new QuotaController(_harness.Context));

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task UseOfAllThatIsLimitedIsCounted()
    {
        _harness.Server.Seed(MakePod("one", "500m"));
        _harness.Server.Seed(MakePod("two", "250m"));
        _harness.Server.Seed(new ConfigMap { Metadata = new() { Namespace = "default", Name = "settings" } });
        _harness.Server.Seed(new Service
        {
            Metadata = new() { Namespace = "default", Name = "web" },
            Spec = new() { Type = "NodePort", Ports = [new ServicePort { Port = 80 }, new ServicePort { Port = 81 }] },
        });
        _harness.Server.Seed(Quota(("pods", "5"), ("requests.cpu", "1"), ("configmaps", "9"), ("count/secrets", "3"), ("services.nodeports", "2")));

        await _harness.SettleAsync();

        Assert.Equal(Status.Hard, _harness.Server.Get<ResourceQuota>("default", "limits").Spec.Hard);
        Assert.Equal(
            ["configmaps=1", "count/secrets=0", "pods=2", "requests.cpu=750m", "services.nodeports=2"],
            Status.Used.Select(static entry => $"{entry.Key}={entry.Value}"));
    }

    [Fact]
    public async Task WhatIsDeletedOrOverIsGivenBack()
    {
        _harness.Server.Seed(MakePod("one", "1"));
        _harness.Server.Seed(MakePod("two", "1"));
        _harness.Server.Seed(new Secret { Metadata = new() { Namespace = "default", Name = "word" } });
        _harness.Server.Seed(Quota(("pods", "5"), ("count/pods", "5"), ("secrets", "5")));
        await _harness.SettleAsync();
        Assert.Equal(2, Used("pods"));

        _harness.Server.SetPhase(_harness.Server.Get<Pod>("default", "one"), "Succeeded", ready: false, _harness.Time.GetUtcNow());
        _harness.Server.Remove<Secret>("default", "word");
        await _harness.SettleAsync();

        Assert.Equal((1, 2, 0), (Used("pods"), Used("count/pods"), Used("secrets")));
        _harness.Server.Remove<Pod>("default", "one");
        await _harness.SettleAsync();
        Assert.Equal(1, Used("count/pods"));
    }

    [Fact]
    public async Task OnlyWhatIsInScopeCounts()
    {
        _harness.Server.Seed(MakePod("plain", null));
        _harness.Server.Seed(MakePod("heavy", "1"));
        var quota = Quota(("pods", "5"));
        _harness.Server.Seed(quota with { Spec = quota.Spec with { Scopes = ["BestEffort"] } });

        await _harness.SettleAsync();

        Assert.Equal(1, Used("pods"));
    }

    [Fact]
    public async Task APodThatShouldBeGoneIsNotChargedAtTheNextCount()
    {
        var pod = MakePod("stuck", "1");
        _harness.Server.Seed(pod with
        {
            Metadata = pod.Metadata with { DeletionTimestamp = _harness.Time.GetUtcNow(), DeletionGracePeriodSeconds = 30, Finalizers = ["x/y"] },
        });
        _harness.Server.Seed(Quota(("pods", "5")));
        await _harness.SettleAsync();
        Assert.Equal(1, Used("pods"));

        await _harness.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(0, Used("pods"));
    }

    [Fact]
    public async Task NewLimitsAreTakenOver()
    {
        _harness.Server.Seed(Quota(("pods", "5")));
        await _harness.SettleAsync();

        _harness.Server.Change<ResourceQuota>("default", "limits", static quota => quota with
        {
            Spec = quota.Spec with { Hard = quota.Spec.Hard.Set("services", "1") },
        });
        await _harness.SettleAsync();

        Assert.Equal(["pods", "services"], Status.Used.Keys);
    }

    private ResourceQuotaStatus Status => _harness.Server.Get<ResourceQuota>("default", "limits").Status;

    private long Used(string name) => Status.Used[name].Value;

    private static ResourceQuota Quota(params (string Name, string Value)[] hard) => new()
    {
        Metadata = new() { Namespace = "default", Name = "limits" },
        Spec = new() { Hard = ApiMap<Quantity>.From(hard.Select(static entry => new KeyValuePair<string, Quantity>(entry.Name, entry.Value))) },
    };

    private static Pod MakePod(string name, string? cpu) => new()
    {
        Metadata = new() { Namespace = "default", Name = name },
        Spec = new()
        {
            Containers =
            [
                new Container
                {
                    Name = "main",
                    Resources = new() { Requests = cpu is null ? default : ApiMap<Quantity>.From([new("cpu", cpu)]) },
                },
            ],
        },
    };
}
