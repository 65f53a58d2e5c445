using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeSharp.ApiServer.Tests.Hosting;

namespace KubeSharp.ApiServer.Tests.Handlers;

/// <summary>The official .NET client, which nobody here wrote.</summary>
public sealed class OfficialClientTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pod_LivesAndDies()
    {
        using var client = NewClient();
        var pod = await client.CoreV1.CreateNamespacedPodAsync(
            new V1Pod
            {
                Metadata = new V1ObjectMeta { Name = "web" },
                Spec = new V1PodSpec { Containers = [new V1Container { Name = "web", Image = "nginx" }] },
            },
            "default",
            cancellationToken: Cancellation);
        Assert.Equal("Pending", pod.Status.Phase);
        Assert.Equal("Always", pod.Spec.RestartPolicy);

        pod.Status.Phase = "Running";
        pod = await client.CoreV1.ReplaceNamespacedPodStatusAsync(pod, "web", "default", cancellationToken: Cancellation);
        Assert.Equal("Running", pod.Status.Phase);

        await client.CoreV1.CreateNamespacedPodBindingAsync(
            new V1Binding { Metadata = new V1ObjectMeta { Name = "web" }, Target = new V1ObjectReference { Kind = "Node", Name = "n1" } },
            "web",
            "default",
            cancellationToken: Cancellation);
        var bound = await client.CoreV1.ListPodForAllNamespacesAsync(fieldSelector: "spec.nodeName=n1", cancellationToken: Cancellation);
        Assert.Equal("web", Assert.Single(bound.Items).Metadata.Name);

        var dying = await client.CoreV1.DeleteNamespacedPodAsync("web", "default", cancellationToken: Cancellation);
        Assert.Equal(30, dying.Metadata.DeletionGracePeriodSeconds);
        await client.CoreV1.DeleteNamespacedPodAsync(
            "web", "default", new V1DeleteOptions { GracePeriodSeconds = 0 }, cancellationToken: Cancellation);
        var gone = await Assert.ThrowsAsync<HttpOperationException>(
            () => client.CoreV1.ReadNamespacedPodAsync("web", "default", cancellationToken: Cancellation));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, gone.Response.StatusCode);
    }

    [Fact]
    public async Task Scale_ReachesTheObject()
    {
        using var client = NewClient();
        await client.CoreV1.CreateNamespacedReplicationControllerAsync(
            new V1ReplicationController
            {
                Metadata = new V1ObjectMeta { Name = "rc" },
                Spec = new V1ReplicationControllerSpec
                {
                    Replicas = 1,
                    Selector = new Dictionary<string, string> { ["app"] = "rc" },
                    Template = new V1PodTemplateSpec
                    {
                        Metadata = new V1ObjectMeta { Labels = new Dictionary<string, string> { ["app"] = "rc" } },
                        Spec = new V1PodSpec { Containers = [new V1Container { Name = "c", Image = "i" }] },
                    },
                },
            },
            "default",
            cancellationToken: Cancellation);
        var scale = await client.CoreV1.ReadNamespacedReplicationControllerScaleAsync("rc", "default", cancellationToken: Cancellation);
        Assert.Equal(1, scale.Spec.Replicas);
        Assert.Equal("app=rc", scale.Status.Selector);
        scale.Spec.Replicas = 3;
        await client.CoreV1.ReplaceNamespacedReplicationControllerScaleAsync(scale, "rc", "default", cancellationToken: Cancellation);
        var controller = await client.CoreV1.ReadNamespacedReplicationControllerAsync("rc", "default", cancellationToken: Cancellation);
        Assert.Equal(3, controller.Spec.Replicas);
        Assert.Equal(2, controller.Metadata.Generation);
    }

    private Kubernetes NewClient() => new(new KubernetesClientConfiguration { Host = server.Address.ToString(), SkipTlsVerify = true });
}
