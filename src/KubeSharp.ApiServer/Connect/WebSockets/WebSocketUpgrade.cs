using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using KubeSharp.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KubeSharp.ApiServer.Connect.WebSockets;

/// <summary>The server's side of the WebSocket opening handshake (RFC 6455, section 4.2), with Kubernetes' rules for subprotocols.</summary>
internal static class WebSocketUpgrade
{
    private const string KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    public static bool IsWebSocketRequest(HttpRequest request) =>
        string.Equals(request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase) && IsUpgrade(request);

    public static bool IsUpgrade(HttpRequest request) =>
        request.Headers.Connection.Any(value => value is not null
            && value.Split(',', StringSplitOptions.TrimEntries).Contains("upgrade", StringComparer.OrdinalIgnoreCase));

    /// <summary>The subprotocols that the client offers, in its order; a client that offers none offers "".</summary>
    public static IReadOnlyList<string> OfferedProtocols(HttpRequest request)
    {
        var offered = request.Headers.SecWebSocketProtocol
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .ToArray();
        return offered.Length == 0 ? [""] : offered;
    }

    /// <summary>Switches protocols.</summary>
    /// <param name="protocol">The chosen subprotocol; "" answers without one.</param>
    /// <exception cref="ApiException">400: the request is no proper handshake.</exception>
    public static async Task<WebSocket> AcceptAsync(HttpContext http, string protocol)
    {
        var key = http.Request.Headers.SecWebSocketKey.ToString();
        var upgrade = http.Features.Get<IHttpUpgradeFeature>();
        if (upgrade is not { IsUpgradableRequest: true } || key.Length == 0 || http.Request.Headers.SecWebSocketVersion != "13")
        {
            throw ApiErrors.BadRequest("the request is not a valid WebSocket handshake");
        }

        var headers = http.Response.Headers;
        headers.Upgrade = "websocket";
        headers.SecWebSocketAccept = AcceptKey(key);
        if (protocol.Length > 0)
        {
            headers.SecWebSocketProtocol = protocol;
        }

        var stream = await upgrade.UpgradeAsync();

        // The subprotocol is not repeated here: .NET refuses a slash in it, which kubectl's port-forward has.
        return WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
    }

    // SHA-1 is what RFC 6455 prescribes; it protects nothing here.
#pragma warning disable CA5350
    internal static string AcceptKey(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + KeySuffix)));
#pragma warning restore CA5350
}
