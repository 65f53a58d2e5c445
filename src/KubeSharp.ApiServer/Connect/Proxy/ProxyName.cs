using KubeSharp.Api;

namespace KubeSharp.ApiServer.Connect.Proxy;

/// <summary>The name in a proxy request: <c>[SCHEME:]NAME[:PORT]</c>, the port by number or name.</summary>
internal readonly record struct ProxyName(string Scheme, string Name, string Port)
{
    /// <exception cref="ApiException">400.</exception>
    public static ProxyName Parse(string resource, string text) => text.Split(':') switch
    {
        [var name] => new ProxyName("", name, ""),
        [var name, var port] => new ProxyName("", name, port),
        ["" or "http" or "https", var name, var port] => new ProxyName(text[..text.IndexOf(':', StringComparison.Ordinal)], name, port),
        _ => throw ApiErrors.BadRequest($"invalid {resource} request \"{text}\""),
    };
}
