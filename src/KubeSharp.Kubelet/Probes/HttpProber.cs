using System.Net.Sockets;
using System.Text;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Networking;

namespace KubeSharp.Kubelet.Probes;

/// <summary>GETs from the container: a status from 200 to 399 is success. Redirects are followed on the same host only.</summary>
internal sealed class HttpProber(ContainerHttp http)
{
    private const string UserAgent = "kube-probe/1.36";
    private const int MaxBody = 10 * 1024;
    private const int MaxRedirects = 10;

    public async Task<ProbeOutcome> ProbeAsync(ProbeTarget target, HTTPGetAction action, CancellationToken cancellationToken)
    {
        Uri address;
        try
        {
            address = ContainerHttp.Address(action, target.Container, target.PodIP);
        }
        catch (Exception exception) when (exception is FormatException or UriFormatException)
        {
            return new ProbeOutcome(ProbeResult.Unknown, exception.Message);
        }
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(target.Timeout);
        try
        {
            return await GetAsync(address, action, timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeOutcome(
                ProbeResult.Failure, $"Get \"{address}\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new ProbeOutcome(ProbeResult.Failure, $"Get \"{address}\": {Describe(address, exception)}");
        }
    }

    private async Task<ProbeOutcome> GetAsync(Uri address, HTTPGetAction action, CancellationToken cancellationToken)
    {
        var current = address;
        for (var redirects = 0; ; redirects++)
        {
            using var response = await http.GetAsync(current, action.HTTPHeaders, UserAgent, cancellationToken).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            var body = await BodyAsync(response, cancellationToken).ConfigureAwait(false);
            if (status is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location)
            {
                var next = new Uri(current, location);
                if (next.Host != address.Host)
                {
                    return new ProbeOutcome(ProbeResult.Warning, $"Probe terminated redirects, Response body: {body}");
                }
                if (redirects == MaxRedirects)
                {
                    return new ProbeOutcome(ProbeResult.Failure, $"Get \"{next}\": stopped after {MaxRedirects} redirects");
                }
                current = next;
                continue;
            }
            return status is >= 200 and < 400
                ? new ProbeOutcome(ProbeResult.Success, body)
                : new ProbeOutcome(ProbeResult.Failure, $"HTTP probe failed with statuscode: {status}");
        }
    }

    private static async Task<string> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = new byte[MaxBody];
        var length = await stream.ReadAtLeastAsync(buffer, MaxBody, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static string Describe(Uri address, Exception exception) => exception.InnerException is SocketException socket
        ? TcpProber.Describe(address.Host, address.Port, socket)
        : exception is HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } ? "EOF"
        : exception.Message;
}
