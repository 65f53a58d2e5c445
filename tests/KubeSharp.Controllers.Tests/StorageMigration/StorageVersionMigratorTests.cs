using System.Text;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Storagemigration.V1beta1;
using KubeSharp.Client;
using KubeSharp.Controllers.StorageMigration;

namespace KubeSharp.Controllers.Tests.StorageMigration;

public sealed class StorageVersionMigratorTests : IAsyncLifetime
{
    private readonly ControllerHarness _harness = new();

    public ValueTask InitializeAsync()
    {
        _harness.Add<StorageVersionMigrator, string>(new StorageVersionMigrator(_harness.Context));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task EveryObjectIsWrittenAsItIs()
    {
        _harness.Server.Seed(new Secret { Metadata = new ObjectMeta { Namespace = "a", Name = "one" } });
        _harness.Server.Seed(new Secret { Metadata = new ObjectMeta { Namespace = "b", Name = "two" } });
        _harness.Server.Seed(new ConfigMap { Metadata = new ObjectMeta { Namespace = "b", Name = "other" } });
        Begin("", "secrets");
        await _harness.SettleAsync();

        var patches = _harness.Server.Writes.Where(static write => write.Verb == ApiVerb.Patch).ToList();
        Assert.Equal(["a/one", "b/two"], patches.Select(static write => write.Namespace + "/" + write.Name).Order());
        Assert.All(patches, static patch => Assert.Matches("""^\{"metadata":\{"uid":"[^"]*","resourceVersion":"\d+"\}\}$""", Encoding.UTF8.GetString(patch.RawBody.Span)));
        Assert.Equal("Running=False Succeeded=True", Conditions());
        Assert.NotEmpty(Migration().Status.ResourceVersion);
    }

    [Fact]
    public async Task AMigrationThatIsOver_IsLeftAlone()
    {
        Begin("", "secrets");
        await _harness.SettleAsync();
        var writes = _harness.Server.Writes.Count;
        _harness.Server.Seed(new Secret { Metadata = new ObjectMeta { Namespace = "a", Name = "late" } });
        await _harness.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(writes, _harness.Server.Writes.Count);
    }

    [Fact]
    public async Task WhatIsNotServedFails()
    {
        Begin("example.com", "nothings");
        await _harness.SettleAsync();

        Assert.Equal("Running=False Failed=True", Conditions());
    }

    private void Begin(string group, string resource) => _harness.Server.Seed(new StorageVersionMigration
    {
        Metadata = new ObjectMeta { Name = "m" },
        Spec = new StorageVersionMigrationSpec { Resource = new GroupResource { Group = group, Resource = resource } },
    });

    private StorageVersionMigration Migration() => Assert.Single(_harness.Server.List<StorageVersionMigration>());

    private string Conditions() => string.Join(' ', Migration().Status.Conditions.Select(static c => c.Type + "=" + c.Status));
}
