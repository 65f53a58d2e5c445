using KubeSharp.Addons.ContainerRuntime;

namespace KubeSharp.Addons.Tests.ContainerRuntime;

public sealed class ShimTests
{
    private const string Socket = "/run/kubesharp/containerd.sock";

    [Theory]
    [InlineData("/usr/bin/containerd-shim-runc-v2 -namespace k8s.io -id abc -address /run/kubesharp/containerd.sock", "abc")]
    [InlineData("/usr/bin/containerd-shim-runc-v2 -namespace k8s.io -id abc -address /run/containerd/containerd.sock", null)]
    [InlineData("grep -id abc -address /run/kubesharp/containerd.sock", null)]
    [InlineData("containerd-shim-runc-v2 -address", null)]
    [InlineData("", null)]
    public void AShimIsKnownByItsCommandLine(string words, string? container) =>
        Assert.Equal(container, Shim.ContainerOf(words.Replace(' ', '\0'), Socket));
}
