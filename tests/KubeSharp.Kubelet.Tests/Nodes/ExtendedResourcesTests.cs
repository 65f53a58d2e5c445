using KubeSharp.Api;
using KubeSharp.Kubelet.Nodes;

namespace KubeSharp.Kubelet.Tests.Nodes;

public sealed class ExtendedResourcesTests
{
    private static readonly ApiMap<Quantity> Own = Map(("cpu", "1900m"));

    [Fact]
    public void CapacityThatAnAdministratorWrote_IsThereForPods() =>
        Assert.Equal(
            Map(("cpu", "1900m"), ("example.com/fpga", "4")),
            ExtendedResources.Allocatable(Map(("cpu", "2"), ("example.com/fpga", "3")), Map(("cpu", "2"), ("example.com/fpga", "4")), Own));

    [Fact]
    public void CapacityThatIsTakenBack_IsGone() =>
        Assert.Equal(Own, ExtendedResources.Allocatable(Map(("cpu", "2"), ("example.com/fpga", "3")), Map(("cpu", "2")), Own));

    [Fact]
    public void ResourcesOfOthers_StayAsTheyAre()
    {
        var previous = Map(("attachable-volumes-x", "16"), ("kubernetes.io/batch", "1"));
        Assert.Equal(previous.Set("cpu", "1900m"), ExtendedResources.Allocatable(previous, Map(("kubernetes.io/batch", "2")), Own));
    }

    private static ApiMap<Quantity> Map(params ReadOnlySpan<(string Name, string Quantity)> entries)
    {
        var map = default(ApiMap<Quantity>);
        foreach (var (name, quantity) in entries)
        {
            map = map.Set(name, quantity);
        }

        return map;
    }
}
