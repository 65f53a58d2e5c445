using KubeSharp.Api;
using KubeSharp.ApiServer.Connect.Logs;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Tests.Connect.Logs;

public sealed class LogQueryTests
{
    [Fact]
    public void Options_AreWrittenForTheKubelet() => Assert.Equal(
        "?follow=true&timestamps=true&sinceSeconds=30&tailLines=0&limitBytes=10",
        ForKubelet("?container=c&follow=true&previous=false&timestamps=1&sinceSeconds=30&tailLines=0&limitBytes=10&pretty=true"));

    [Fact]
    public void SinceTime_IsWrittenInUtc() =>
        Assert.Equal("?sinceTime=2026-01-02T02%3A04%3A05Z", ForKubelet("?sinceTime=2026-01-02T03:04:05%2B01:00"));

    [Theory]
    [InlineData("?tailLines=-1", "PodLogOptions \"p\" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("?sinceSeconds=0", "PodLogOptions \"p\" is invalid: sinceSeconds: Invalid value: 0: must be greater than 0")]
    [InlineData(
        "?sinceSeconds=1&sinceTime=2026-01-02T03:04:05Z",
        "PodLogOptions \"p\" is invalid: []: Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified")]
    [InlineData("?stream=Both", "PodLogOptions \"p\" is invalid: stream: Unsupported value: \"Both\": supported values: \"All\", \"Stderr\", \"Stdout\"")]
    public void Nonsense_IsInvalid(string query, string message)
    {
        var exception = Assert.Throws<ApiException>(() => ForKubelet(query));
        Assert.Equal(422, exception.Code);
        Assert.Equal(message, exception.Message);
    }

    [Fact]
    public void Unreadable_IsABadRequest() => Assert.Equal(400, Assert.Throws<ApiException>(() => ForKubelet("?tailLines=x")).Code);

    private static string ForKubelet(string query)
    {
        var http = new DefaultHttpContext();
        http.Request.QueryString = new QueryString(query);
        return LogQuery.ForKubelet(http.Request.Query, "p");
    }
}
