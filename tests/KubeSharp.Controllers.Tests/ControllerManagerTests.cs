using System.Security.Cryptography;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Controllers.Tests;

public sealed class ControllerManagerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AllControllersRunAndStopTogether(bool leaderElect)
    {
        using var key = RSA.Create(2048);
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        var server = new FakeApiServer(time);
        server.Seed(new Namespace { Metadata = new() { Name = "default" }, Status = new() { Phase = "Active" } });
        var acted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.BeforeRequest = request =>
        {
            if (request is { Verb: ApiVerb.Create, Resource.Name: "serviceaccounts" })
            {
                acted.TrySetResult();
            }
        };
        using var stop = new CancellationTokenSource();
        var options = new ControllerManagerOptions
        {
            LeaderElect = leaderElect,
            RootCaPem = "pem",
            ServiceAccountPrivateKeyPem = key.ExportPkcs8PrivateKeyPem(),
            AllocateNodeCidrs = true,
            ClusterCidr = "10.244.0.0/16",
        };

        var running = new ControllerManager(options, server.Client, _ => server.Client, NullLoggerFactory.Instance, time).RunAsync(stop.Token);
        await acted.Task.WaitAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await running;

        Assert.Equal(leaderElect, server.Find<Api.Coordination.V1.Lease>("kube-system", "kube-controller-manager") is { Spec.HolderIdentity: "" });
    }
}
