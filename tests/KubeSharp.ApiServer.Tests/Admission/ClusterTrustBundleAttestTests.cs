using KubeSharp.Api;
using KubeSharp.Api.Certificates.V1beta1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Admission.Certificates;
using KubeSharp.ApiServer.Authorization;

namespace KubeSharp.ApiServer.Tests.Admission;

public sealed class ClusterTrustBundleAttestTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("example.com/mine", true)]
    [InlineData("other.example.com/any", true)]
    [InlineData("example.com/theirs", false)]
    public async Task Attesting_NeedsTheSignerOrItsDomain(string signer, bool isAllowed)
    {
        var context = Requests.Create(new ClusterTrustBundle
        {
            Metadata = new ObjectMeta { Name = "bundle" },
            Spec = new ClusterTrustBundleSpec { SignerName = signer },
        });
        var validation = new ClusterTrustBundleAttest(new SignerAuthorization(new Attestors())).ValidateAsync(context, TestContext.Current.CancellationToken);
        if (isAllowed)
        {
            await validation;
            return;
        }

        var error = await Assert.ThrowsAsync<ApiException>(() => validation.AsTask());
        Assert.Equal(
            $"clustertrustbundles.certificates.k8s.io \"bundle\" is forbidden: user not permitted to attest for signerName \"{signer}\"",
            error.Status.Message);
    }

    private sealed class Attestors : IAuthorizer
    {
        public ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizerAttributes attributes, CancellationToken cancellationToken) => ValueTask.FromResult(
            new AuthorizationDecision(attributes is { Verb: "attest", Resource: "signers", Name: "example.com/mine" or "other.example.com/*" }
                ? AuthorizationVerdict.Allow
                : AuthorizationVerdict.NoOpinion));
    }
}
