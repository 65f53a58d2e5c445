using KubeSharp.Api;
using KubeSharp.ApiServer.Connect.Proxy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KubeSharp.ApiServer.Tests.Connect.Proxy;

public sealed class ProxyPathTests
{
    [Theory]
    [InlineData("/api/v1/namespaces/n/pods/p/proxy", true, "", "")]
    [InlineData("/api/v1/namespaces/n/pods/p/proxy/", true, "/", "")]
    [InlineData("/api/v1/namespaces/n/services/https:s:web/proxy/a%2Fb/proxy?x=1%202", true, "/a%2Fb/proxy", "?x=1%202")]
    [InlineData("/api/v1/nodes/proxy/proxy/metrics", false, "/metrics", "")]
    public void Path_IsCutBehindTheSubresource(string target, bool namespaced, string rest, string query)
    {
        var http = new DefaultHttpContext();
        http.Features.Get<IHttpRequestFeature>()!.RawTarget = target;

        var path = ProxyPath.Of(http, namespaced);

        Assert.Equal((rest, query), (path.Rest, path.Query));
        Assert.Equal(target, path.Prefix + path.Rest + path.Query);
    }

    [Theory]
    [InlineData("p", "", "p", "")]
    [InlineData("p:80", "", "p", "80")]
    [InlineData("https:p:web", "https", "p", "web")]
    [InlineData("https:p:", "https", "p", "")]
    [InlineData(":p:80", "", "p", "80")]
    public void Name_MayHaveSchemeAndPort(string text, string scheme, string name, string port) =>
        Assert.Equal(new ProxyName(scheme, name, port), ProxyName.Parse("pod", text));

    [Theory]
    [InlineData("ftp:p:80")]
    [InlineData("a:b:c:d")]
    public void Name_OfAnotherForm_IsABadRequest(string text) =>
        Assert.Equal(400, Assert.Throws<ApiException>(() => ProxyName.Parse("pod", text)).Code);
}
