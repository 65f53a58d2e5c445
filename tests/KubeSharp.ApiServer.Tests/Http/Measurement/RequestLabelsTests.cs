using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Http.Measurement;

namespace KubeSharp.ApiServer.Tests.Http.Measurement;

public sealed class RequestLabelsTests
{
    [Theory]
    [InlineData("GET", "/healthz", "GET", "/healthz")]
    [InlineData("GET", "/readyz/ping", "GET", "/readyz")]
    [InlineData("GET", "/metrics", "GET", "")]
    [InlineData("GET", "/no/such/path", "GET", "")]
    [InlineData("BREW", "/coffee", "OTHER", "")]
    [InlineData("GET", "/apis/unknown.example.com/v1/things/secret-name", "GET", "")]
    public void WhatIsNoKnownResource_HasNoLabelOfTheSendersChoice(string method, string path, string verb, string subresource)
    {
        var info = RequestInfoParser.Parse(method, path, QueryParameters.Parse(""));
        Assert.Equal(new RequestLabels("", "", "", subresource, verb, ""), RequestLabels.Of(info, null, isApply: false));
    }
}
