using KubeSharp.Client;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Nodes;
using KubeSharp.Kubelet.Server;
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
        await using var server = new KubeletServer(
            options.Server with { Port = options.Port },
            options.NodeName,
            NodeAddresses.Find(options.NodeIPs),
            kubelet.Paths,
            kubelet.Pods,
            runtime,
            client,
            new Dictionary<string, Func<string?>> { ["ping"] = static () => null, ["syncloop"] = () => kubelet.Problem },
            KubeletConfigurationJson.Write(options),
            loggers,
            time);
        await server.StartAsync(cancellationToken).ConfigureAwait(false);
        await RunTogetherAsync(kubelet, server, cancellationToken).ConfigureAwait(false);
    }

    private static async Task RunTogetherAsync(KubeletHost kubelet, KubeletServer server, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] running = [kubelet.RunAsync(stop.Token), server.RunAsync(stop.Token)];
        try
        {
            await (await Task.WhenAny(running).ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(running).ConfigureAwait(false);
        }
    }
}
