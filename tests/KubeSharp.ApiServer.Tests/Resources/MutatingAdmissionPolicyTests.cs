using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.ApiServer.Resources.Admissionregistration;

namespace KubeSharp.ApiServer.Tests.Resources;

public sealed class MutatingAdmissionPolicyTests
{
    [Fact]
    public void WhoeverMakesOneIsToldThatItHasNoEffect() => Assert.Equal(
        ["this server keeps mutating admission policies but does not evaluate them"],
        StrategyRunner.Warnings(new MutatingAdmissionPolicyStrategy(), new MutatingAdmissionPolicy()));
}
