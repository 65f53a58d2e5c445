using KubeSharp.Api;
using KubeSharp.Api.Authentication.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Admission;
using KubeSharp.ApiServer.Admission.Nodes;
using KubeSharp.ApiServer.Authorization;
using UserInfo = KubeSharp.ApiServer.Authentication.UserInfo;

namespace KubeSharp.ApiServer.Tests.Admission;

/// <summary>What a kubelet may write.</summary>
public sealed class NodeRestrictionTests
{
    private static readonly UserInfo Kubelet = new() { Name = "system:node:n1", Groups = ["system:nodes"] };

    private readonly FakeObjects _objects = new();

    [Fact]
    public async Task Nodes_OfOthers_AreOutOfReach()
    {
        await Admit(Requests.Create(Node("n1"), Kubelet));
        Assert.Equal("nodes \"n2\" is forbidden: node \"n1\" is not allowed to modify node \"n2\"", await Refusal(Requests.Create(Node("n2"), Kubelet)));
        Assert.Equal("nodes \"n1\" is forbidden: node \"n1\" is not allowed to delete itself", await Refusal(Requests.Delete(Node("n1"), Kubelet)));
        await Admit(Requests.Create(Node("n2")));
    }

    [Fact]
    public async Task Pods_AreMirrorsOfItsOwn_WithoutAccountsAndSecrets()
    {
        var mirror = Pod("n1") with
        {
            Metadata = Pod("n1").Metadata with { Annotations = default(ApiMap<string>).Set("kubernetes.io/config.mirror", "x") },
        };
        await Admit(Requests.Create(mirror, Kubelet));
        Assert.Contains("can only create mirror pods", await Refusal(Requests.Create(Pod("n1"), Kubelet)));
        Assert.Contains(
            "can only create pods with spec.nodeName set to itself",
            await Refusal(Requests.Create(mirror with { Spec = mirror.Spec with { NodeName = "n2" } }, Kubelet)));
        Assert.Contains(
            "can not create pods that reference a service account",
            await Refusal(Requests.Create(mirror with { Spec = mirror.Spec with { ServiceAccountName = "a" } }, Kubelet)));
        Assert.Contains("can only delete pods with spec.nodeName set to itself", await Refusal(Requests.Delete(Pod("n2"), Kubelet)));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("vault", "")]
    [InlineData("granted", "")]
    [InlineData("other", "serviceaccounts \"app\" is forbidden: audience \"other\" not found in pod spec volume, system:node:n1 is not authorized to request tokens for this audience")]
    public async Task Tokens_AreForTheAudiencesThatTheVolumesNeed_OrThatAreGranted(string audience, string message)
    {
        var pod = Pod("n1");
        _objects.Add(pod with
        {
            Spec = pod.Spec with
            {
                Volumes =
                [
                    new Volume
                    {
                        Name = "tokens",
                        Projected = new ProjectedVolumeSource
                        {
                            Sources =
                            [
                                new VolumeProjection { ServiceAccountToken = new ServiceAccountTokenProjection { Path = "a" } },
                                new VolumeProjection { ServiceAccountToken = new ServiceAccountTokenProjection { Path = "b", Audience = "vault" } },
                            ],
                        },
                    },
                ],
            },
        });
        Assert.Equal(message, await Refusal(TokenFor(audience)));
    }

    private static AdmissionContext TokenFor(string audience) => new()
    {
        Request = Requests.Context("serviceaccounts", "ns", "app", "token", Kubelet),
        Operation = AdmissionOperation.Create,
        Resource = ApiResources.All.First(resource => resource.Name == "serviceaccounts"),
        Namespace = "ns",
        Name = "app",
        Object = new TokenRequest
        {
            Spec = new TokenRequestSpec
            {
                Audiences = audience.Length > 0 ? [audience] : default,
                BoundObjectRef = new BoundObjectReference { APIVersion = "v1", Kind = "Pod", Name = "test", UID = "u" },
            },
        },
    };

    private static Node Node(string name) => new() { Metadata = new ObjectMeta { Name = name } };

    private static Pod Pod(string node) => new()
    {
        Metadata = new ObjectMeta { Namespace = "ns", Name = "test", UID = "u" },
        Spec = new PodSpec { NodeName = node, Containers = [new Container { Name = "a" }] },
    };

    private Task Admit(AdmissionContext context) =>
        new NodeRestriction(_objects, new Grants()).AdmitAsync(context, TestContext.Current.CancellationToken).AsTask();

    private async Task<string> Refusal(AdmissionContext context)
    {
        try
        {
            await Admit(context);
            return "";
        }
        catch (ApiException refused)
        {
            return refused.Status.Message;
        }
    }

    private sealed class Grants : IAuthorizer
    {
        public ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizerAttributes attributes, CancellationToken cancellationToken) => ValueTask.FromResult(
            new AuthorizationDecision(attributes is { Verb: "request-serviceaccounts-token-audience", Resource: "granted", Name: "app" }
                ? AuthorizationVerdict.Allow
                : AuthorizationVerdict.NoOpinion));
    }
}
