using Grpc.Core;
using Grpc.Net.Client;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Probes.Health;

namespace KubeSharp.Kubelet.Probes;

/// <summary>Asks the container's gRPC health service (grpc.health.v1).</summary>
internal static class GrpcProber
{
    public static async Task<ProbeOutcome> ProbeAsync(ProbeTarget target, GRPCAction action, CancellationToken cancellationToken)
    {
        var host = target.PodIP.Contains(':', StringComparison.Ordinal) ? $"[{target.PodIP}]" : target.PodIP;
        var address = $"{host}:{action.Port}";
        using var channel = GrpcChannel.ForAddress("http://" + address, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { ConnectTimeout = target.Timeout, UseProxy = false },
            DisposeHttpClient = true,
        });
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(target.Timeout);
        try
        {
            var answer = await new Health.Health.HealthClient(channel)
                .CheckAsync(new HealthCheckRequest { Service = action.Service ?? "" }, cancellationToken: timeout.Token)
                .ConfigureAwait(false);
            return answer.Status == HealthCheckResponse.Types.ServingStatus.Serving
                ? new ProbeOutcome(ProbeResult.Success, "service healthy")
                : new ProbeOutcome(ProbeResult.Failure, $"service unhealthy (responded with \"{Name(answer.Status)}\")");
        }
        catch (RpcException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new ProbeOutcome(
                ProbeResult.Failure, $"timeout: failed to connect service \"{address}\" within {(Api.Duration)target.Timeout}: context deadline exceeded");
        }
        catch (RpcException exception) when (exception.IsUnimplemented())
        {
            return new ProbeOutcome(
                ProbeResult.Failure, $"error: this server does not implement the grpc health protocol (grpc.health.v1.Health): {exception.Status.Detail}");
        }
        catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeOutcome(ProbeResult.Failure, $"error: health rpc probe failed: {exception.Describe()}");
        }
    }

    private static string Name(HealthCheckResponse.Types.ServingStatus status) => status switch
    {
        HealthCheckResponse.Types.ServingStatus.NotServing => "NOT_SERVING",
        HealthCheckResponse.Types.ServingStatus.ServiceUnknown => "SERVICE_UNKNOWN",
        _ => "UNKNOWN",
    };
}
