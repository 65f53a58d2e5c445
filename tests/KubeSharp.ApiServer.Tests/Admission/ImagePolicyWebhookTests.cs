using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Admission.Images;
using KubeSharp.ApiServer.Tests.Webhooks;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.ApiServer.Tests.Admission;

public sealed class ImagePolicyWebhookTests
{
    private static readonly ImagePolicyOptions Options = new() { KubeConfigFile = "" };

    private readonly FakeTimeProvider _time = new();
    private readonly FakeWebhook _webhook = new();

    [Fact]
    public async Task Images_AnnotationsAndNamespace_AreTheQuestion()
    {
        _webhook.Answer = """{"apiVersion":"imagepolicy.k8s.io/v1alpha1","kind":"ImageReview","status":{"allowed":true}}""";
        await Validate(new ImagePolicyWebhook(_webhook, Options, _time));
        Assert.Equal(
            """
            {"containers":[{"image":"app:1"},{"image":"init:1"}],"annotations":{"ticket.image-policy.k8s.io/break-glass":"42"},"namespace":"ns"}
            """,
            _webhook.Questions[0]["spec"]!.ToJsonString());
    }

    [Fact]
    public async Task Refusal_IsForbidden_AndHoldsForAWhile()
    {
        _webhook.Answer = """{"status":{"allowed":false,"reason":"unsigned"}}""";
        var plugin = new ImagePolicyWebhook(_webhook, Options, _time);
        var error = await Assert.ThrowsAsync<ApiException>(() => Validate(plugin));
        Assert.Equal(
            "pods \"test\" is forbidden: image policy webhook backend denied one or more images: unsigned", error.Status.Message);

        _webhook.Answer = """{"status":{"allowed":true}}""";
        await Assert.ThrowsAsync<ApiException>(() => Validate(plugin));
        _time.Advance(TimeSpan.FromSeconds(31));
        await Validate(plugin);
        Assert.Equal(2, _webhook.Questions.Count);
    }

    [Fact]
    public async Task NoAnswer_IsADenial_UnlessConfiguredOtherwise()
    {
        var error = await Assert.ThrowsAsync<ApiException>(() => Validate(new ImagePolicyWebhook(_webhook, Options, _time)));
        Assert.Equal((403, "pods \"test\" is forbidden: no answer"), (error.Status.Code, error.Status.Message));
        await Validate(new ImagePolicyWebhook(_webhook, Options with { DefaultAllow = true }, _time));
    }

    private static Task Validate(ImagePolicyWebhook plugin) => plugin.ValidateAsync(
        Requests.Create(new Pod
        {
            Metadata = new ObjectMeta
            {
                Namespace = "ns",
                Name = "test",
                Annotations = default(ApiMap<string>).Set("ticket.image-policy.k8s.io/break-glass", "42").Set("other", "x"),
            },
            Spec = new PodSpec
            {
                Containers = [new Container { Name = "a", Image = "app:1" }],
                InitContainers = [new Container { Name = "i", Image = "init:1" }],
            },
        }),
        TestContext.Current.CancellationToken).AsTask();
}
