using System.Text;
using Grpc.Core;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.ContainerEnv;
using KubeSharp.Kubelet.Cri;

namespace KubeSharp.Kubelet.Probes;

/// <summary>Runs a command in the container: exit status 0 is success.</summary>
internal sealed class ExecProber(ICriClient runtime)
{
    private const int MaxOutput = 10 * 1024;

    public async Task<ProbeOutcome> ProbeAsync(ProbeTarget target, ExecAction action, CancellationToken cancellationToken)
    {
        // Only variables with plain values are expanded here; the others are known inside the container.
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in target.Container.Env)
        {
            if (variable.ValueFrom is null)
            {
                variables[variable.Name] = variable.Value;
            }
        }
        string[] command = [.. action.Command.Select(part => Expansion.Expand(part, variables))];
        try
        {
            var response = await runtime.ExecSyncAsync(target.ContainerId, command, target.Timeout, cancellationToken).ConfigureAwait(false);
            var output = Encoding.UTF8.GetString(response.Stdout.Span) + Encoding.UTF8.GetString(response.Stderr.Span);
            return new ProbeOutcome(
                response.ExitCode == 0 ? ProbeResult.Success : ProbeResult.Failure,
                output.Length > MaxOutput ? output[..MaxOutput] : output);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.DeadlineExceeded)
        {
            return new ProbeOutcome(
                ProbeResult.Failure,
                $"command timed out: \"{string.Join(' ', command)}\" timed out after {(Api.Duration)target.Timeout}");
        }
        catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeOutcome(ProbeResult.Unknown, exception.Describe());
        }
    }
}
