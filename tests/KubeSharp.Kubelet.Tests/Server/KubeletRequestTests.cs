using KubeSharp.Kubelet.Server;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.Kubelet.Tests.Server;

public sealed class KubeletRequestTests
{
    [Fact]
    public void ParameterGivenTwice_IsReadOnce()
    {
        var http = new DefaultHttpContext();
        http.Request.QueryString = new QueryString("?tty=1&tty=1&stream=a&stream=b");
        var request = new KubeletRequest(http, []);

        Assert.True(request.Flag("tty"));
        Assert.Equal("a", request.Query("stream"));
        Assert.Equal("", request.Query("previous"));
    }
}
