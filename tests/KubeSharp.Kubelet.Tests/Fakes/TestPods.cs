using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Runtime;
using Container = KubeSharp.Api.Core.V1.Container;

namespace KubeSharp.Kubelet.Tests.Fakes;

/// <summary>Pods and runtime states in few words.</summary>
internal static class TestPods
{
    public const string Uid = "11111111-2222-3333-4444-555555555555";

    public static Pod Pod(params Container[] containers) => new()
    {
        Metadata = new ObjectMeta { Name = "web", Namespace = "default", UID = Uid, Generation = 1 },
        Spec = new PodSpec { NodeName = "node", RestartPolicy = RestartPolicy.Always, TerminationGracePeriodSeconds = 30, Containers = [.. containers] },
        Status = new PodStatus { Phase = PodPhase.PodPending },
    };

    public static Container App(string name) => new() { Name = name, Image = "image:1", ImagePullPolicy = PullPolicy.PullIfNotPresent };

    public static Container Sidecar(string name) => App(name) with { RestartPolicy = ContainerRestartPolicy.Always };

    public static RuntimePodStatus Nothing => new(Uid);

    public static RuntimePodStatus State(params Cri.ContainerStatus[] containers) => new(Uid)
    {
        Name = "web",
        Namespace = "default",
        Sandboxes = [Sandbox("s0", ready: true)],
        Containers = [.. containers.OrderByDescending(static container => container.Metadata.Attempt)],
    };

    public static Cri.PodSandboxStatus Sandbox(string id, bool ready, uint attempt = 0) => new()
    {
        Id = id,
        Metadata = new PodSandboxMetadata { Name = "web", Namespace = "default", Uid = Uid, Attempt = attempt },
        State = ready ? PodSandboxState.SandboxReady : PodSandboxState.SandboxNotready,
        Network = new PodSandboxNetworkStatus { Ip = "10.0.0.5" },
    };

    public static Cri.ContainerStatus Running(Container container, uint attempt = 0) =>
        Instance(container, Cri.ContainerState.ContainerRunning, 0, attempt);

    public static Cri.ContainerStatus Exited(Container container, int exitCode, uint attempt = 0) =>
        Instance(container, Cri.ContainerState.ContainerExited, exitCode, attempt);

    public static string Id(Container container, uint attempt = 0) => $"{container.Name}-{attempt}";

    private static Cri.ContainerStatus Instance(Container container, Cri.ContainerState state, int exitCode, uint attempt)
    {
        var status = new Cri.ContainerStatus
        {
            Id = Id(container, attempt),
            Metadata = new ContainerMetadata { Name = container.Name, Attempt = attempt },
            State = state,
            ExitCode = exitCode,
            Reason = state == Cri.ContainerState.ContainerExited ? exitCode == 0 ? "Completed" : "Error" : "",
            Image = new ImageSpec { Image = container.Image },
            ImageRef = "sha256:1",
            StartedAt = 1_000_000_000,
            FinishedAt = 2_000_000_000,
        };
        status.Annotations[RuntimeLabels.ContainerHash] = ContainerHash.Of(container);
        return status;
    }
}
