using Microsoft.AspNetCore.Connections;
using Prometheus;

namespace KubeSharp.ApiServer.Http;

/// <summary>Counts connections that did not get through the TLS handshake. One part stands before TLS, the other behind it.</summary>
internal static class TlsHandshakes
{
    private static readonly object Passed = new();

    private static readonly Counter Errors = Metrics.CreateCounter(
        "apiserver_tls_handshake_errors_total", "Connections that ended within the TLS handshake.");

    public static ConnectionDelegate Counted(ConnectionDelegate next) => async connection =>
    {
        await next(connection).ConfigureAwait(false);
        if (!connection.Items.ContainsKey(Passed))
        {
            Errors.Inc();
        }
    };

    public static ConnectionDelegate Done(ConnectionDelegate next) => connection =>
    {
        connection.Items[Passed] = Passed;
        return next(connection);
    };
}
