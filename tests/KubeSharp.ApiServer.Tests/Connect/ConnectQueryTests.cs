using KubeSharp.ApiServer.Connect;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Tests.Connect;

public sealed class ConnectQueryTests
{
    private static readonly QueryCollection Query = new(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>
    {
        ["container"] = new(["a", "a"]),
        ["tailLines"] = new(["5", "7"]),
    });

    [Fact]
    public void ParameterGivenTwice_IsReadOnce()
    {
        Assert.Equal("a", ConnectQuery.First(Query, "container"));
        Assert.Equal(5, ConnectQuery.Number(Query, "tailLines"));
    }

    [Fact]
    public void MissingParameter_IsEmpty()
    {
        Assert.Equal("", ConnectQuery.First(Query, "stream"));
        Assert.Null(ConnectQuery.Number(Query, "limitBytes"));
    }
}
