using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Tests.Http;

public sealed class RequestInfoParserTests
{
    [Theory]
    [InlineData("GET", "/api/v1/namespaces/ns/pods/p", "", "get", "", "v1", "ns", "pods", "p", "")]
    [InlineData("GET", "/api/v1/namespaces/ns/pods", "", "list", "", "v1", "ns", "pods", "", "")]
    [InlineData("GET", "/api/v1/pods", "watch=true", "watch", "", "v1", "", "pods", "", "")]
    [InlineData("GET", "/api/v1/watch/namespaces/ns/pods/p", "", "watch", "", "v1", "ns", "pods", "p", "")]
    [InlineData("GET", "/api/v1/pods", "fieldSelector=metadata.name%3Dx", "list", "", "v1", "", "pods", "x", "")]
    [InlineData("GET", "/api/v1/namespaces", "", "list", "", "v1", "", "namespaces", "", "")]
    [InlineData("GET", "/api/v1/namespaces/ns", "", "get", "", "v1", "ns", "namespaces", "ns", "")]
    [InlineData("PUT", "/api/v1/namespaces/ns/finalize", "", "update", "", "v1", "ns", "namespaces", "ns", "finalize")]
    [InlineData("DELETE", "/api/v1/namespaces/ns/pods", "", "deletecollection", "", "v1", "ns", "pods", "", "")]
    [InlineData("POST", "/apis/apps/v1/namespaces/ns/deployments", "", "create", "apps", "v1", "ns", "deployments", "", "")]
    [InlineData("PATCH", "/apis/apps/v1/namespaces/ns/deployments/d/scale", "", "patch", "apps", "v1", "ns", "deployments", "d", "scale")]
    public void Resource(
        string method, string path, string query, string verb, string group, string version, string ns, string resource, string name, string subresource)
    {
        var info = RequestInfoParser.Parse(method, path, QueryParameters.Parse(query));
        Assert.True(info.IsResourceRequest);
        Assert.Equal(
            (verb, group, version, ns, resource, name, subresource),
            (info.Verb, info.ApiGroup, info.ApiVersion, info.Namespace, info.Resource, info.Name, info.Subresource));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/api/v1")]
    [InlineData("/apis/apps/v1")]
    [InlineData("/healthz")]
    [InlineData("//")]
    public void Others_AreNoResources(string path)
    {
        var info = RequestInfoParser.Parse("GET", path, default);
        Assert.False(info.IsResourceRequest);
        Assert.Equal("get", info.Verb);
    }

    [Theory]
    [InlineData("/api/v1/nodes/n/proxy/stats/summary", "/stats/summary")]
    [InlineData("/api/v1/nodes/n/proxy/a/", "/a/")]
    [InlineData("/api/v1/nodes/n/proxy", "/")]
    public void Proxy_KeepsTheRestOfThePath(string path, string rest) =>
        Assert.Equal(rest, RequestInfoParser.Parse("GET", path, default).SubresourcePath);
}
