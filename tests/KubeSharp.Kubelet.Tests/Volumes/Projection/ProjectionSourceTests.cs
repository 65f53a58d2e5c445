using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Kubelet.Volumes;
using KubeSharp.Kubelet.Volumes.Objects;
using KubeSharp.Kubelet.Volumes.Projection;
using KubeSharp.Kubelet.Volumes.Tokens;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Kubelet.Tests.Volumes.Projection;

public sealed class ProjectionSourceTests
{
    private const int OwnerOnly = 0b110_000_000;
    private const int Everyone = 0b110_100_100;

    private static readonly Volume Token = new()
    {
        Name = "v",
        Projected = new ProjectedVolumeSource { Sources = [new VolumeProjection { ServiceAccountToken = new ServiceAccountTokenProjection { Path = "token" } }] },
    };

    [Theory]
    [InlineData(null, null, Everyone, null)]
    [InlineData(1000L, null, OwnerOnly, 1000u)]
    [InlineData(null, 10000L, OwnerOnly, null)]
    [InlineData(1000L, 10000L, OwnerOnly, 1000u)]
    public async Task TokenIsForWhomThePodRunsAs(long? user, long? group, int mode, uint? owner)
    {
        var time = new FakeTimeProvider();
        var client = new KubeClient(new ObjectServer(time));
        await using var maps = new WatchedObjects<ConfigMap>(client, "configmap", NullLogger.Instance, time, static _ => { });
        await using var secrets = new WatchedObjects<Secret>(client, "secret", NullLogger.Instance, time, static _ => { });
        var source = new ProjectionSource(
            maps, secrets, new ServiceAccountTokens(client, time, NullLogger<ServiceAccountTokens>.Instance), static () => default);
        var pod = new Pod
        {
            Metadata = new ObjectMeta { Namespace = "default", Name = "p", UID = "u1" },
            Spec = new PodSpec
            {
                ServiceAccountName = "default",
                SecurityContext = new PodSecurityContext { RunAsUser = user, FSGroup = group },
                Containers = [new Container { Name = "a" }],
            },
        };

        var files = await source.CollectAsync(new VolumeRequest(pod, Token, new VolumeState()), TestContext.Current.CancellationToken);

        var (_, file) = Assert.Single(files.Files);
        Assert.Equal((mode, owner), (file.Mode, file.Owner));
    }
}
