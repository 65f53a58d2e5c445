using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Api.Apiserverinternal.V1alpha1;
using KubeSharp.Api.Certificates.V1beta1;
using KubeSharp.Api.Coordination.V1beta1;
using KubeSharp.Api.Resource.V1beta2;
using KubeSharp.Api.Storagemigration.V1beta1;
using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.Apiserverinternal;
using KubeSharp.ApiServer.Resources.Certificates;
using KubeSharp.ApiServer.Resources.Coordination;
using KubeSharp.ApiServer.Resources.DynamicResources;
using KubeSharp.ApiServer.Resources.Storagemigration;
using Lease = KubeSharp.Api.Coordination.V1.Lease;

namespace KubeSharp.ApiServer.Tests.Resources;

public sealed class BetaResourceTests
{
    [Theory]
    [InlineData("{'leaseName':'l','binaryVersion':'1.36.0','emulationVersion':'1.35.0','strategy':'OldestEmulationVersion'}")]
    [InlineData("{'leaseName':'l','binaryVersion':'1.36','strategy':'example.com/mine'}", "spec.binaryVersion: Invalid value: \"1.36\": must be a valid semantic version")]
    [InlineData("{'leaseName':'l','binaryVersion':'1.34.0','emulationVersion':'1.35.0','strategy':'OldestEmulationVersion'}", "spec.binaryVersion: Invalid value: \"1.34.0\": must be greater than or equal to `emulationVersion`")]
    [InlineData("{'binaryVersion':'1.36.0','strategy':'x.kubernetes.io/a'}", "spec.leaseName: Required value", "spec.strategy: Invalid value: \"x.kubernetes.io/a\": \"kubernetes.io/*\" is reserved for internal use")]
    public void LeaseCandidates(string spec, params string[] expected) => Assert.Equal(
        expected, StrategyRunner.CreateErrors<LeaseCandidate>(new LeaseCandidateStrategy(), "{'metadata':{'name':'c','namespace':'d'},'spec':" + spec + "}"));

    [Fact]
    public void APreferredHolderNeedsAStrategy() => Assert.Equal(
        ["spec.preferredHolder: Forbidden: may only be specified if `strategy` is defined"],
        StrategyRunner.CreateErrors<Lease>(new LeaseStrategy(), "{'metadata':{'name':'c','namespace':'d'},'spec':{'preferredHolder':'x'}}"));

    [Theory]
    [InlineData("apps.deployments", "{}")]
    [InlineData("deployments", "{}", "metadata.name: Invalid value: \"deployments\": name must be in the form of <group>.<resource>")]
    [InlineData("apps.deployments", "{'storageVersions':[{'apiServerID':'a','encodingVersion':'v1','decodableVersions':['v2']}],'commonEncodingVersion':'v1'}", "status.storageVersions[0].decodableVersions: Invalid value: [\"v2\"]: decodableVersions must include encodingVersion v1")]
    [InlineData("apps.deployments", "{'storageVersions':[{'apiServerID':'a','encodingVersion':'v1','decodableVersions':['v1']}]}", "status.commonEncodingVersion: Invalid value: null: the actual common encoding version is v1")]
    public void VersionsOfStores(string name, string status, params string[] expected)
    {
        var errors = new ErrorList();
        new StorageVersionStrategy().Validate(
            StrategyRunner.Context(), StrategyRunner.Read<StorageVersion>("{'metadata':{'name':'" + name + "'},'status':" + status + "}"), errors);

        Assert.Equal(expected, StrategyRunner.Text(errors));
    }

    [Fact]
    public void AMigrationKeepsItsResource_AndItsOutcome()
    {
        var strategy = new StorageVersionMigrationStrategy();
        var old = StrategyRunner.Create<StorageVersionMigration>(strategy, "{'metadata':{'name':'m'},'spec':{'resource':{'resource':'secrets'}}}");
        old = old with { Status = StrategyRunner.Read<StorageVersionMigration>("{'status':{'resourceVersion':'5','conditions':[{'type':'Succeeded','status':'True','reason':'R','lastTransitionTime':'2026-05-01T12:00:00Z'}]}}").Status };
        var errors = new ErrorList();
        strategy.ValidateStatusUpdate(StrategyRunner.Context(), old with { Status = new StorageVersionMigrationStatus() }, old, errors);

        Assert.Equal(["spec: Invalid value: {\"resource\":{\"group\":\"\",\"resource\":\"pods\"}}: field is immutable"], StrategyRunner.UpdateErrors(
            strategy, old with { Spec = old.Spec with { Resource = old.Spec.Resource with { Resource = "pods" } } }, old));
        Assert.Equal(
            [
                "status.resourceVersion: Invalid value: \"\": field is immutable",
                "status.conditions: Invalid value: [conditions]: Succeeded condition cannot be set to false once it is true",
            ],
            StrategyRunner.Text(errors));
        Assert.Equal("m | secrets | Succeeded | 0s", StrategyRunner.Row(strategy, old));
    }

    [Fact]
    public void TaintsOfRulesGetTheirTime()
    {
        var strategy = new DeviceTaintRuleStrategy();
        var rule = StrategyRunner.Create<DeviceTaintRule>(strategy, "{'metadata':{'name':'r'},'spec':{'taint':{'key':'k','effect':'NoExecute'}}}");

        Assert.Equal(StrategyRunner.Now, rule.Spec.Taint.TimeAdded!.Value.Value);
        Assert.Equal(
            ["spec.deviceSelector.device: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')", "spec.taint.key: Required value", "spec.taint.effect: Required value"],
            StrategyRunner.CreateErrors<DeviceTaintRule>(strategy, "{'metadata':{'name':'r'},'spec':{'deviceSelector':{'device':'A'},'taint':{}}}"));
    }

    [Theory]
    [InlineData("example.com:x:a", "example.com/x")]
    [InlineData("a", "")]
    [InlineData("a", "example.com/x", "metadata.name: Invalid value: \"a\": ClusterTrustBundle for signerName example.com/x must be named with prefix example.com:x:")]
    [InlineData("a:b", "", "metadata.name: Invalid value: \"a:b\": ClusterTrustBundle without signer name must not have \":\" in its name")]
    public void TrustBundlesAreNamedAfterTheirSigner(string name, string signer, params string[] expected) =>
        Assert.Equal(expected, BundleErrors(name, signer, Authority()));

    [Fact]
    public void AnchorsOfTrustBundles()
    {
        var anchor = Authority();

        Assert.Equal(["spec.trustBundle: Invalid value: \"<value omitted>\": at least one trust anchor must be provided"], BundleErrors("a", "", "none"));
        Assert.Equal(["spec.trustBundle: Invalid value: \"<value omitted>\": duplicate trust anchor (indices [0 1])"], BundleErrors("a", "", anchor + "\n" + anchor));
        Assert.Equal(
            ["spec.trustBundle: Invalid value: \"<value omitted>\": entry 0 has bad block type: KEY", "spec.trustBundle: Invalid value: \"<value omitted>\": entry 1 does not parse as X.509"],
            BundleErrors("a", "", PemEncoding.WriteString("KEY", [1]) + "\n" + PemEncoding.WriteString("CERTIFICATE", [1])));
    }

    [Fact]
    public void RequestsForCertificatesOfPods()
    {
        const string Spec = "{'signerName':'kubernetes.io/kube-apiserver-client-pod','podName':'p','podUID':'u','serviceAccountName':'s','serviceAccountUID':'u','nodeName':'n','nodeUID':'u','stubPKCS10Request':'AA==','maxExpirationSeconds':";
        var strategy = new PodCertificateRequestStrategy();

        Assert.Empty(StrategyRunner.CreateErrors<PodCertificateRequest>(strategy, "{'metadata':{'name':'r','namespace':'d'},'spec':" + Spec + "3600}}"));
        Assert.Equal(
            ["spec.maxExpirationSeconds: Invalid value: 86401: must be in the range [3600, 86400]"],
            StrategyRunner.CreateErrors<PodCertificateRequest>(strategy, "{'metadata':{'name':'r','namespace':'d'},'spec':" + Spec + "86401}}"));
        Assert.Equal(86400, StrategyRunner.Default<PodCertificateRequest>(strategy, "{}").Spec.MaxExpirationSeconds);
    }

    private static string[] BundleErrors(string name, string signer, string bundle) => StrategyRunner.CreateErrors<ClusterTrustBundle>(
        new ClusterTrustBundleStrategy(),
        "{'metadata':{'name':'" + name + "'},'spec':{'signerName':'" + signer + "','trustBundle':'" + bundle.Replace("\n", "\\n", StringComparison.Ordinal) + "'}}");

    private static string Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=anchor", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(StrategyRunner.Now, StrategyRunner.Now.AddDays(1));
        return certificate.ExportCertificatePem();
    }
}
