using Grpc.Core;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.ContainerEnv;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Events;
using KubeSharp.Kubelet.Hooks;
using KubeSharp.Kubelet.Images;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.Volumes;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>
/// Starts one container: 1. back-off, 2. image, 3. create, 4. start, 5. postStart hook.
/// </summary>
internal sealed partial class ContainerStarter(
    ICriClient runtime,
    ImagePuller images,
    ContainerConfigBuilder configs,
    HookRunner hooks,
    ContainerKiller killer,
    KeyedBackoff backoff,
    PodEvents events,
    PodPaths paths,
    string containerLogsDir,
    ILogger<ContainerStarter> logger)
{
    private readonly ILogger _logger = logger;

    /// <summary>What all containers of one pod share in one round.</summary>
    internal sealed record Setting(
        Pod Pod, RuntimePodStatus Status, PodStartState State, string SandboxId, PodSandboxConfig SandboxConfig, MountedVolumes Volumes, IReadOnlyList<string> IPs);

    /// <exception cref="ContainerStartException">It could not be started. Events have been recorded.</exception>
    public async Task StartAsync(Setting setting, Container container, string kind, string? targetId, CancellationToken cancellationToken)
    {
        var (pod, previous) = (setting.Pod, setting.Status.Latest(container.Name));
        CheckBackoff(pod, container, previous);
        try
        {
            await StartNowAsync(setting, container, previous, targetId, cancellationToken).ConfigureAwait(false);
            KubeletMetrics.StartedContainers.WithLabels(kind).Inc();
        }
        catch (ImagePullException exception)
        {
            KubeletMetrics.StartedContainersErrors.WithLabels(kind, exception.Reason).Inc();
            events.Warning(pod, container.Name, "Failed", $"Error: {exception.Reason}");
            throw new ContainerStartException(exception.Reason, exception.Message) { RetryAfter = exception.RetryAfter };
        }
        catch (ContainerStartException exception)
        {
            KubeletMetrics.StartedContainersErrors.WithLabels(kind, exception.Reason).Inc();
            throw;
        }
    }

    private void CheckBackoff(Pod pod, Container container, Cri.ContainerStatus? previous)
    {
        if (previous is not { State: Cri.ContainerState.ContainerExited })
        {
            return;
        }
        var key = BackoffKey(pod, container);
        var since = DateTimeOffset.UnixEpoch.AddTicks(previous.FinishedAt / 100);
        var remaining = backoff.Remaining(key, since);
        if (remaining > TimeSpan.Zero)
        {
            var name = $"{pod.Metadata.Name}_{pod.Metadata.Namespace}({pod.Metadata.UID})";
            events.Warning(pod, container.Name, "BackOff", $"Back-off restarting failed container {container.Name} in pod {name}");
            throw new ContainerStartException(
                ContainerStartException.CrashLoopBackOff,
                $"back-off {(Duration)backoff.Delay(key)} restarting failed container={container.Name} pod={name}")
            {
                RetryAfter = remaining,
            };
        }
        backoff.Next(key, since);
    }

    private async Task StartNowAsync(
        Setting setting, Container container, Cri.ContainerStatus? previous, string? targetId, CancellationToken cancellationToken)
    {
        var pod = setting.Pod;
        var image = await images.EnsureAsync(pod, container, setting.SandboxConfig, cancellationToken).ConfigureAwait(false);
        var attempt = previous is null ? PublishedRestarts(pod, container) : previous.Metadata.Attempt + 1;
        var id = await CreateAsync(setting, container, image, attempt, targetId, cancellationToken).ConfigureAwait(false);
        events.Normal(pod, container.Name, "Created", "Container created");
        var hook = container.Lifecycle?.PostStart;
        if (hook is not null)
        {
            setting.State.BeginStarting(id);
        }
        try
        {
            // Not to be broken off: a start that is cut in half looks like a container that failed. It takes a moment, and what is
            // started in vain is stopped like any other.
            await runtime.StartContainerAsync(id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RpcException exception)
        {
            setting.State.EndStarting(id);
            events.Warning(pod, container.Name, "Failed", $"Error: {exception.Describe()}");
            throw new ContainerStartException(ContainerStartException.RunContainerError, exception.Describe());
        }
        events.Normal(pod, container.Name, "Started", "Container started");
        LinkLog(pod, container, id, attempt);
        if (hook is not null)
        {
            await RunPostStartAsync(setting, container, id, hook, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string> CreateAsync(
        Setting setting, Container container, Cri.Image image, uint attempt, string? targetId, CancellationToken cancellationToken)
    {
        try
        {
            var config = await configs
                .BuildAsync(setting.Pod, container, image.Id, image, attempt, setting.Volumes, setting.IPs, targetId, cancellationToken)
                .ConfigureAwait(false);
            try
            {
                return await runtime.CreateContainerAsync(setting.SandboxId, config, setting.SandboxConfig, cancellationToken).ConfigureAwait(false);
            }
            catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
            {
                events.Warning(setting.Pod, container.Name, "Failed", $"Error: {exception.Describe()}");
                throw new ContainerStartException(ContainerStartException.CreateContainerError, exception.Describe());
            }
        }
        catch (Exception exception) when (exception is ContainerConfigException or VolumeMountException or ApiException or IOException or UnauthorizedAccessException)
        {
            events.Warning(setting.Pod, container.Name, "Failed", $"Error: {exception.Message}");
            throw new ContainerStartException(ContainerStartException.CreateContainerConfigError, exception.Message);
        }
    }

    private async Task RunPostStartAsync(Setting setting, Container container, string id, LifecycleHandler hook, CancellationToken cancellationToken)
    {
        try
        {
            var podIP = setting.IPs.Count > 0 ? setting.IPs[0] : setting.Pod.Status.HostIP;
            await hooks.RunAsync(container, id, hook, podIP, cancellationToken).ConfigureAwait(false);
        }
        catch (HookException exception)
        {
            events.Warning(setting.Pod, container.Name, "FailedPostStartHook", $"PostStartHook failed: {exception.Message}");
            await killer.KillAsync(setting.Pod, id, container, KillReason.PostStartHook, "FailedPostStartHook", null, cancellationToken)
                .ConfigureAwait(false);
            throw new ContainerStartException(ContainerStartException.PostStartHookError, exception.Message);
        }
        finally
        {
            setting.State.EndStarting(id);
        }
    }

    /// <summary>Restarts that the API knows of count on where the runtime has lost all instances.</summary>
    private static uint PublishedRestarts(Pod pod, Container container) =>
        pod.Status.FindStatus(container.Name) is { ContainerID.Length: > 0 } known ? (uint)known.RestartCount + 1 : 0;

    internal static string BackoffKey(Pod pod, Container container) => $"{pod.Metadata.UID}/{container.Name}/{ContainerHash.Of(container)}";

    private void LinkLog(Pod pod, Container container, string id, uint attempt)
    {
        if (containerLogsDir.Length == 0)
        {
            return;
        }
        var target = paths.ContainerLog(pod.Metadata.Namespace, pod.Metadata.Name, pod.Metadata.UID, container.Name, attempt);
        try
        {
            Directory.CreateDirectory(containerLogsDir);
            File.CreateSymbolicLink(
                Path.Combine(containerLogsDir, $"{pod.Metadata.Name}_{pod.Metadata.Namespace}_{container.Name}-{id}.log"), target);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNoLink(container.Name, exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "No link to the log of container {Container}: {Error}")]
    private partial void LogNoLink(string container, string error);
}
