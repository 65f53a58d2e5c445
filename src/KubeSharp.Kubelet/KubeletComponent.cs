using KubeSharp.Client;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Nodes;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet;

/// <summary>
/// The node agent: runs the pods that are bound to its node, and static ones, by way of a container runtime. Stopping it leaves the
/// containers running; the next one takes them up again.
/// </summary>
public sealed class KubeletComponent(KubeletOptions options, KubeClient client, ILoggerFactory loggers, TimeProvider time)
{
    /// <summary>Runs until cancelled. Fails only for what cannot get better by waiting, such as an unwritable state directory.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var runtime = new GrpcCriClient(options.ContainerRuntimeEndpoint, options.ImageServiceEndpoint, options.RuntimeRequestTimeout, time);
        await using var kubelet = await KubeletHost.CreateAsync(options, client, runtime, MachineInfo.Read(), loggers, time, cancellationToken)
            .ConfigureAwait(false);
        await kubelet.RunAsync(cancellationToken).ConfigureAwait(false);
    }
}
