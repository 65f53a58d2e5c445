using Grpc.Core;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Events;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.Probes;
using KubeSharp.Kubelet.Volumes;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>Brings pods to their spec and to their end.</summary>
internal sealed partial class PodRuntime(
    ICriClient runtime,
    PodStatusCache cache,
    SandboxConfigBuilder sandboxes,
    ContainerStarter starter,
    ContainerKiller killer,
    ProbeResults probes,
    RuntimeHandlers handlers,
    PodEvents events,
    TimeProvider time,
    ILogger<PodRuntime> logger)
{
    private static readonly TimeSpan SandboxRetry = TimeSpan.FromSeconds(2);

    private readonly ILogger _logger = logger;

    /// <summary>
    /// One round: 1. plan, 2. end what has to end, 3. sandbox, 4. ephemeral containers, 5. init containers, 6. app containers.
    /// What stands in the way of one container is noted in <paramref name="state"/> and does not hold up the others.
    /// </summary>
    public async Task<SyncOutcome> SyncAsync(
        Pod pod, RuntimePodStatus status, PodStartState state, MountedVolumes volumes, CancellationToken cancellationToken)
    {
        var actions = PodPlanner.Plan(pod, status, probes);
        if (actions.Nothing)
        {
            return default;
        }
        if (actions.KillPod)
        {
            if (actions is { CreateSandbox: true, SandboxId.Length: > 0 })
            {
                events.Normal(pod, "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.");
            }
            await KillAsync(pod, status, null, cancellationToken).ConfigureAwait(false);
            if (actions.CreateSandbox)
            {
                await RemoveInitContainersAsync(pod, status, cancellationToken).ConfigureAwait(false);
            }
        }
        else
        {
            await Task.WhenAll(actions.Kill.Select(kill =>
                killer.KillAsync(pod, kill.Status.Id, kill.Spec, kill.Reason, kill.Message, null, cancellationToken))).ConfigureAwait(false);
        }
        if (!actions.CreateSandbox && actions.KillPod)
        {
            return new SyncOutcome(status.AnyRunning, null);
        }
        return await StartAsync(pod, status, state, volumes, actions, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends all running containers, in their order, and then the sandboxes.</summary>
    /// <param name="pod">The pod, as far as it is known.</param>
    /// <param name="status">What runs.</param>
    /// <param name="grace">Overrides the grace period.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task KillAsync(Pod pod, RuntimePodStatus status, TimeSpan? grace, CancellationToken cancellationToken)
    {
        var running = status.Containers
            .Where(static container => container.State is Cri.ContainerState.ContainerRunning or Cri.ContainerState.ContainerUnknown)
            .ToArray();
        var order = new TerminationOrder(pod.Spec, running.Select(static container => container.Metadata.Name).ToHashSet(StringComparer.Ordinal), time);
        await Task.WhenAll(running.Select(container => KillInOrderAsync(pod, container, order, grace, cancellationToken))).ConfigureAwait(false);
        foreach (var sandbox in status.Sandboxes)
        {
            try
            {
                if (sandbox.State == PodSandboxState.SandboxReady)
                {
                    await runtime.StopPodSandboxAsync(sandbox.Id, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (RpcException exception) when (exception.IsNotFound())
            {
                // It is gone already.
            }
        }
    }

    /// <summary>Removes everything of a pod that does not run.</summary>
    public async Task RemoveAsync(RuntimePodStatus status, CancellationToken cancellationToken)
    {
        foreach (var container in status.Containers)
        {
            if (container.State != Cri.ContainerState.ContainerRunning)
            {
                await RemoveContainerAsync(container.Id, cancellationToken).ConfigureAwait(false);
            }
        }
        foreach (var sandbox in status.Sandboxes)
        {
            try
            {
                // Stopping again frees what a failed creation left, the network above all.
                await runtime.StopPodSandboxAsync(sandbox.Id, cancellationToken).ConfigureAwait(false);
                await runtime.RemovePodSandboxAsync(sandbox.Id, cancellationToken).ConfigureAwait(false);
            }
            catch (RpcException exception) when (exception.IsNotFound())
            {
                // It is gone already.
            }
        }
    }

    public async Task RemoveContainerAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await runtime.RemoveContainerAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException exception) when (exception.IsNotFound())
        {
            // It is gone already.
        }
    }

    private async Task<SyncOutcome> StartAsync(
        Pod pod, RuntimePodStatus status, PodStartState state, MountedVolumes volumes, PodActions actions, CancellationToken cancellationToken)
    {
        var sandboxId = actions.SandboxId;
        var addresses = status.IPs;
        PodSandboxConfig config;
        try
        {
            config = sandboxes.Build(pod, actions.Attempt);
            if (actions.CreateSandbox)
            {
                (sandboxId, addresses) = await CreateSandboxAsync(pod, config, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException or ApiException && !cancellationToken.IsCancellationRequested)
        {
            var message = CriErrors.Describe(exception);
            KubeletMetrics.StartedPodsErrors.Inc();
            events.Warning(pod, "FailedCreatePodSandBox", $"Failed to create pod sandbox: {message}");
            LogNoSandbox(pod.Metadata.Namespace, pod.Metadata.Name, message);
            return new SyncOutcome(true, SandboxRetry);
        }
        if (pod.Spec.HostNetwork)
        {
            addresses = pod.Status.HostIP.Length > 0 ? [pod.Status.HostIP] : [];
        }

        var setting = new ContainerStarter.Setting(pod, status, state, sandboxId, config, volumes, addresses);
        var round = new StartRound(setting, starter);
        foreach (var container in actions.EphemeralContainers)
        {
            var target = container.TargetContainerName.Length > 0 ? status.Latest(container.TargetContainerName)?.Id : null;
            await round.StartAsync(container.ToContainer(), "ephemeral_container", target, cancellationToken).ConfigureAwait(false);
        }
        foreach (var container in actions.InitContainers)
        {
            if (!await round.StartAsync(container, "init_container", null, cancellationToken).ConfigureAwait(false) && !container.IsSidecar())
            {
                // The ones after it wait for it.
                return round.Outcome;
            }
        }
        foreach (var container in actions.Containers)
        {
            await round.StartAsync(container, "container", null, cancellationToken).ConfigureAwait(false);
        }
        return round.Outcome with { Changed = round.Outcome.Changed || actions.CreateSandbox || !actions.Kill.IsEmpty };
    }

    private async Task<(string Id, IReadOnlyList<string> Addresses)> CreateSandboxAsync(Pod pod, PodSandboxConfig config, CancellationToken cancellationToken)
    {
        var handler = await handlers.ForAsync(pod, cancellationToken).ConfigureAwait(false);
        Directory.CreateDirectory(config.LogDirectory, UnixFileModes.PublicDirectory);
        var id = await runtime.RunPodSandboxAsync(config, handler, cancellationToken).ConfigureAwait(false);
        KubeletMetrics.StartedPods.Inc();
        if (pod.Spec.HostNetwork)
        {
            return (id, []);
        }
        var status = (await runtime.PodSandboxStatusAsync(id, verbose: false, cancellationToken).ConfigureAwait(false)).Status;
        return (id, new RuntimePodStatus(pod.Metadata.UID) { Sandboxes = [status] }.IPs);
    }

    private async Task KillInOrderAsync(
        Pod pod, Cri.ContainerStatus container, TerminationOrder order, TimeSpan? grace, CancellationToken cancellationToken)
    {
        var name = container.Metadata.Name;
        try
        {
            await killer.KillAsync(
                pod, container.Id, pod.Spec.FindContainer(name) ?? new Container { Name = name }, KillReason.Unspecified, "", grace, cancellationToken,
                (limit, token) => order.WaitAsync(name, limit, token)).ConfigureAwait(false);
        }
        finally
        {
            order.Ended(name);
        }
    }

    /// <summary>A new sandbox is initialized anew: what earlier init containers came to no longer counts.</summary>
    private async Task RemoveInitContainersAsync(Pod pod, RuntimePodStatus status, CancellationToken cancellationToken)
    {
        foreach (var container in status.Containers)
        {
            if (pod.Spec.IsInit(container.Metadata.Name))
            {
                await RemoveContainerAsync(container.Id, cancellationToken).ConfigureAwait(false);
            }
        }
        if (!status.Containers.IsEmpty)
        {
            await cache.RefreshAsync(pod.Metadata.UID, cancellationToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Pod {Namespace}/{Name}: no sandbox: {Error}")]
    private partial void LogNoSandbox(string @namespace, string name, string error);
}
