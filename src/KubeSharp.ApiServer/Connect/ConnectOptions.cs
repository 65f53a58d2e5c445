using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Connect;

/// <summary>What a request to connect asks for, as the object that admission sees.</summary>
internal static class ConnectOptions
{
    /// <summary>Null for logs: reading them is no connect to admission.</summary>
    public static ApiKind? Read(RequestInfo info, QueryParameters query) => (info.Resource, info.Subresource) switch
    {
        ("pods", "exec") => new PodExecOptions
        {
            Stdin = query.Flag("stdin"),
            Stdout = query.Flag("stdout"),
            Stderr = query.Flag("stderr"),
            TTY = query.Flag("tty"),
            Container = query["container"],
            Command = [.. query.All("command")],
        },
        ("pods", "attach") => new PodAttachOptions
        {
            Stdin = query.Flag("stdin"),
            Stdout = query.Flag("stdout"),
            Stderr = query.Flag("stderr"),
            TTY = query.Flag("tty"),
            Container = query["container"],
        },
        ("pods", "portforward") => new PodPortForwardOptions { Ports = Ports(query) },
        ("pods", "proxy") => new PodProxyOptions { Path = info.SubresourcePath },
        ("services", "proxy") => new ServiceProxyOptions { Path = info.SubresourcePath },
        ("nodes", "proxy") => new NodeProxyOptions { Path = info.SubresourcePath },
        _ => null,
    };

    private static ApiList<int> Ports(QueryParameters query)
    {
        var ports = default(ApiList<int>);
        foreach (var text in query.All("ports"))
        {
            foreach (var part in text.Split(','))
            {
                if (int.TryParse(part, CultureInfo.InvariantCulture, out var port))
                {
                    ports = ports.Add(port);
                }
            }
        }

        return ports;
    }
}
