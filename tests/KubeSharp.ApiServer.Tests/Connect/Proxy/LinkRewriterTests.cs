using KubeSharp.ApiServer.Connect.Proxy;

namespace KubeSharp.ApiServer.Tests.Connect.Proxy;

public sealed class LinkRewriterTests
{
    private const string Prefix = "/api/v1/namespaces/ns/pods/p/proxy";

    private readonly LinkRewriter _links = new(Prefix, new Uri("http://10.0.0.1:8080/page"), "cluster:6443");

    [Theory]
    [InlineData("/rewriteme", Prefix + "/rewriteme")]
    [InlineData("relative", "relative")]
    [InlineData("#here", "#here")]
    [InlineData("http://10.0.0.1:8080/a?b=c#d", Prefix + "/a?b=c#d")]
    [InlineData("https://cluster:6443/a", Prefix + "/a")]
    [InlineData("https://elsewhere/a", "https://elsewhere/a")]
    [InlineData("//elsewhere/a", "//elsewhere/a")]
    [InlineData(Prefix + "/twice", Prefix + "/twice")]
    [InlineData("mailto:me@example.com", "mailto:me@example.com")]
    public void Rewrite_LeadsRootLinksThroughTheProxy(string link, string expected) => Assert.Equal(expected, _links.Rewrite(link));

    [Fact]
    public void Page_IsChangedInItsLinksOnly() => Assert.Equal(
        $"<a href=\"{Prefix}/rewriteme\">test</a> href=\"/text\" <img alt='a>b' src='{Prefix}/i.png'><form action={Prefix}/go><p title=\"/no\">",
        _links.RewritePage("<a href=\"/rewriteme\">test</a> href=\"/text\" <img alt='a>b' src='/i.png'><form action=/go><p title=\"/no\">"));
}
