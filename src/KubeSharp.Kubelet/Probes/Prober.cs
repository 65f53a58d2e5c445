using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Networking;

namespace KubeSharp.Kubelet.Probes;

/// <summary>Asks by whichever means the probe names.</summary>
internal sealed class Prober(ICriClient runtime, ContainerHttp http) : IProber
{
    private readonly ExecProber _exec = new(runtime);
    private readonly HttpProber _http = new(http);

    public Task<ProbeOutcome> ProbeAsync(ProbeTarget target, CancellationToken cancellationToken)
    {
        var probe = target.Probe;
        return probe.Exec is { } exec ? _exec.ProbeAsync(target, exec, cancellationToken)
            : probe.HTTPGet is { } get ? _http.ProbeAsync(target, get, cancellationToken)
            : probe.TCPSocket is { } socket ? TcpProber.ProbeAsync(target, socket, cancellationToken)
            : probe.GRPC is { } grpc ? GrpcProber.ProbeAsync(target, grpc, cancellationToken)
            : Task.FromResult(new ProbeOutcome(ProbeResult.Unknown, $"missing probe handler for {target.Pod.Metadata.Name}:{target.Container.Name}"));
    }
}
