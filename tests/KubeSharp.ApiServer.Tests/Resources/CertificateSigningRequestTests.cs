using KubeSharp.Api.Certificates.V1;
using KubeSharp.ApiServer.Resources.Certificates;

namespace KubeSharp.ApiServer.Tests.Resources;

public sealed class CertificateSigningRequestTests
{
    private readonly CertificateSigningRequestStrategy _strategy = new();

    [Fact]
    public void ApprovalSetsAnyConditionAndNothingElse()
    {
        var old = StrategyRunner.Read<CertificateSigningRequest>("{'spec':{'username':'ada'},'status':{'conditions':[{'type':'Odd','status':'True'}]}}");
        var value = StrategyRunner.Read<CertificateSigningRequest>(
            "{'spec':{'username':'eve'},'status':{'certificate':'YQ==','conditions':[{'type':'Mine','status':'True'},{'type':'Approved','status':'True'}]}}");

        var updated = (CertificateSigningRequest)_strategy.Subresource("approval")!.PrepareForUpdate(StrategyRunner.Context(), value, old);

        Assert.Equal(["Mine", "Approved"], updated.Status.Conditions.Select(static c => c.Type));
        Assert.All(updated.Status.Conditions, static c => Assert.Equal(StrategyRunner.Now, c.LastTransitionTime!));
        Assert.True(updated.Status.Certificate.IsNil);
        Assert.Equal("ada", updated.Spec.Username);
    }

    [Fact]
    public void StatusLeavesApprovalAlone()
    {
        var old = StrategyRunner.Read<CertificateSigningRequest>("{'status':{'conditions':[{'type':'Approved','status':'True'}]}}");
        var value = StrategyRunner.Read<CertificateSigningRequest>("{'status':{'conditions':[{'type':'Denied','status':'True'},{'type':'Mine','status':'True'}]}}");

        var updated = (CertificateSigningRequest)_strategy.PrepareForStatusUpdate(StrategyRunner.Context(), value, old);

        Assert.Equal(["Approved", "Mine"], updated.Status.Conditions.Select(static c => c.Type));
    }
}
