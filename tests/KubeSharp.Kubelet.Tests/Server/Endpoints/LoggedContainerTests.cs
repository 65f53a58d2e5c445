using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Kubelet.Server;
using KubeSharp.Kubelet.Server.Endpoints;

namespace KubeSharp.Kubelet.Tests.Server.Endpoints;

public sealed class LoggedContainerTests
{
    [Fact]
    public void RunningContainer_IsMeant() => Assert.Equal(
        "now", Choose(new ContainerStatus { Name = "c", ContainerID = "containerd://now", State = new ContainerState { Running = new ContainerStateRunning() } }));

    [Fact]
    public void PreviousContainer_IsTheOneBefore() => Assert.Equal("before", Choose(Restarted, previous: true));

    [Fact]
    public void WaitingForARestart_ShowsTheLastInstance() => Assert.Equal("before", Choose(Restarted));

    [Theory]
    [InlineData("ContainerCreating", "container \"c\" in pod \"p\" is waiting to start: ContainerCreating")]
    [InlineData("ErrImagePull", "container \"c\" in pod \"p\" is waiting to start: image can't be pulled")]
    [InlineData("ImagePullBackOff", "container \"c\" in pod \"p\" is waiting to start: trying and failing to pull image")]
    public void WaitingContainer_HasNoLog(string reason, string message) => Assert.Equal(message, Refusal(
        new ContainerStatus { Name = "c", State = new ContainerState { Waiting = new ContainerStateWaiting { Reason = reason } } }));

    [Fact]
    public void NoPreviousContainer_IsSaid() => Assert.Equal(
        "previous terminated container \"c\" in pod \"p\" not found", Refusal(new ContainerStatus { Name = "c" }, previous: true));

    [Fact]
    public void NoStatus_IsSaid() => Assert.Equal("container \"c\" in pod \"p\" is not available", Refusal(new ContainerStatus { Name = "other" }));

    private static ContainerStatus Restarted => new()
    {
        Name = "c",
        State = new ContainerState { Waiting = new ContainerStateWaiting { Reason = "CrashLoopBackOff" } },
        LastTerminationState = new ContainerState { Terminated = new ContainerStateTerminated { ContainerID = "containerd://before" } },
    };

    private static string Choose(ContainerStatus status, bool previous = false)
    {
        var pod = new Pod { Metadata = new ObjectMeta { Name = "p" }, Status = new PodStatus { ContainerStatuses = [status] } };
        return previous ? LoggedContainer.Previous(pod, "c") : LoggedContainer.Current(pod, "c");
    }

    private static string Refusal(ContainerStatus status, bool previous = false) =>
        Assert.Throws<KubeletHttpException>(() => Choose(status, previous)).Message;
}
