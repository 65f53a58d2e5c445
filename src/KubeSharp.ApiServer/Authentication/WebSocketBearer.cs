using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Authentication;

/// <summary>The subprotocol <c>base64url.bearer.authorization.k8s.io.TOKEN</c>.</summary>
internal static class WebSocketBearer
{
    private const string Prefix = "base64url.bearer.authorization.k8s.io.";

    /// <summary>Takes the token out of the offered subprotocols. False if there is none, or it is the only one offered.</summary>
    public static bool TryTake(HttpRequest request, [NotNullWhen(true)] out string? token)
    {
        token = null;
        if (!request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var kept = new List<string>();
        foreach (var protocol in request.Headers.SecWebSocketProtocol.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!protocol.StartsWith(Prefix, StringComparison.Ordinal))
            {
                kept.Add(protocol);
            }
            else if (token is null && TryDecode(protocol[Prefix.Length..], out var decoded))
            {
                token = decoded;
            }
            else
            {
                return false;
            }
        }

        if (token is null || kept.Count == 0)
        {
            token = null;
            return false;
        }

        request.Headers.SecWebSocketProtocol = string.Join(",", kept);
        return true;
    }

    private static bool TryDecode(string text, [NotNullWhen(true)] out string? token)
    {
        try
        {
            token = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
            return token.Length > 0;
        }
        catch (FormatException)
        {
            token = null;
            return false;
        }
    }
}
