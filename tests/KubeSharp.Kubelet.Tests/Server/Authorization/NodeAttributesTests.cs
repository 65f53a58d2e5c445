using KubeSharp.Kubelet.Server.Authorization;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.Kubelet.Tests.Server.Authorization;

public sealed class NodeAttributesTests
{
    [Theory]
    [InlineData("GET", "/stats/summary", "get", "stats")]
    [InlineData("GET", "/metrics", "get", "metrics")]
    [InlineData("GET", "/metrics/cadvisor", "get", "metrics")]
    [InlineData("GET", "/logs/syslog", "get", "log")]
    [InlineData("POST", "/exec/ns/p/c", "create", "proxy")]
    [InlineData("GET", "/pods", "get", "pods,proxy")]
    [InlineData("GET", "/healthz/ping", "get", "healthz,proxy")]
    [InlineData("GET", "/configz", "get", "configz,proxy")]
    [InlineData("GET", "/statsother", "get", "proxy")]
    public void Request_IsASubresourceOfTheNode(string method, string path, string verb, string subresources)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = method;
        http.Request.Path = path;

        var attributes = NodeAttributes.Of(http.Request);

        Assert.Equal(subresources, string.Join(',', attributes.Select(one => one.Subresource)));
        Assert.All(attributes, one => Assert.Equal(verb, one.Verb));
    }
}
