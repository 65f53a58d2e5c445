using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Connect.Pods;

namespace KubeSharp.ApiServer.Tests.Connect.Pods;

public sealed class PodTargetsTests
{
    private static readonly Pod Pod = new()
    {
        Metadata = new ObjectMeta { Name = "p" },
        Spec = new PodSpec
        {
            InitContainers = [new Container { Name = "init" }],
            Containers = [new Container { Name = "a" }, new Container { Name = "b" }],
        },
    };

    [Fact]
    public void OnlyContainer_IsTheDefault() =>
        Assert.Equal("a", PodTargets.Container(Pod with { Spec = Pod.Spec with { Containers = [new Container { Name = "a" }] } }, ""));

    [Fact]
    public void SeveralContainers_AreToChooseFrom() => Assert.Equal(
        "a container name must be specified for pod p, choose one of: [init a b]",
        Assert.Throws<ApiException>(() => PodTargets.Container(Pod, "")).Message);

    [Fact]
    public void UnknownContainer_IsNamed() => Assert.Equal(
        "container x is not valid for pod p", Assert.Throws<ApiException>(() => PodTargets.Container(Pod, "x")).Message);

    [Fact]
    public void InitContainer_MayBeAskedFor() => Assert.Equal("init", PodTargets.Container(Pod, "init"));
}
