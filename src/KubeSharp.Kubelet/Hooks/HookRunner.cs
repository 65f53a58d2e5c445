using System.Net;
using System.Text;
using Grpc.Core;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Networking;

namespace KubeSharp.Kubelet.Hooks;

/// <summary>Runs postStart and preStop handlers.</summary>
internal sealed class HookRunner(ICriClient runtime, ContainerHttp http, TimeProvider time)
{
    private const string UserAgent = "kube-lifecycle/1.36";

    /// <exception cref="HookException">The handler failed.</exception>
    public async Task RunAsync(
        Container container, string containerId, LifecycleHandler handler, string podIP, CancellationToken cancellationToken)
    {
        if (handler.Exec is { } exec)
        {
            await ExecAsync(container, containerId, exec, cancellationToken).ConfigureAwait(false);
        }
        else if (handler.HTTPGet is { } get)
        {
            await GetAsync(container, get, podIP, cancellationToken).ConfigureAwait(false);
        }
        else if (handler.Sleep is { } sleep)
        {
            await Task.Delay(TimeSpan.FromSeconds(sleep.Seconds), time, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            throw new HookException("invalid handler: no handler type is specified");
        }
    }

    private async Task ExecAsync(Container container, string containerId, ExecAction exec, CancellationToken cancellationToken)
    {
        try
        {
            var result = await runtime.ExecSyncAsync(containerId, exec.Command, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            if (result.ExitCode != 0)
            {
                var output = Encoding.UTF8.GetString(result.Stdout.Span) + Encoding.UTF8.GetString(result.Stderr.Span);
                throw new HookException(
                    $"Exec lifecycle hook ([{string.Join(' ', exec.Command)}]) for Container \"{container.Name}\" failed - error: command '{string.Join(' ', exec.Command)}' exited with {result.ExitCode}: {output}, message: \"{output.Replace("\n", "\\n", StringComparison.Ordinal)}\"");
            }
        }
        catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HookException(
                $"Exec lifecycle hook ([{string.Join(' ', exec.Command)}]) for Container \"{container.Name}\" failed - error: {exception.Describe()}, message: \"\"");
        }
    }

    private async Task GetAsync(Container container, HTTPGetAction action, string podIP, CancellationToken cancellationToken)
    {
        try
        {
            var address = ContainerHttp.Address(action, container, podIP);
            using var response = await http.GetAsync(address, action.HTTPHeaders, UserAgent, cancellationToken).ConfigureAwait(false);
            if ((int)response.StatusCode >= (int)HttpStatusCode.BadRequest)
            {
                throw new HookException($"Http lifecycle hook ({action.Path}) for Container \"{container.Name}\" failed - error: HTTP status {(int)response.StatusCode}");
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or FormatException or UriFormatException)
        {
            throw new HookException($"Http lifecycle hook ({action.Path}) for Container \"{container.Name}\" failed - error: {exception.Message}");
        }
    }
}
