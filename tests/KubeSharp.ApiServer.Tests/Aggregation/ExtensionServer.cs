using KubeSharp.ApiServer.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Tests.Aggregation;

/// <summary>An extension server for example.test/v1 with one resource, which answers with who asked for what.</summary>
internal static class ExtensionServer
{
    public static Task<TlsServer> StartAsync(string host, CancellationToken cancellationToken) => TlsServer.StartAsync(host, AnswerAsync, cancellationToken);

    private static Task AnswerAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        var headers = http.Request.Headers;
        switch (http.Request.Path.Value)
        {
            case "/apis/example.test/v1":
                return http.Response.WriteAsync(
                    """
                    {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"example.test/v1",
                     "resources":[{"name":"things","singularName":"thing","namespaced":true,"kind":"Thing","verbs":["get","list"]}]}
                    """);
            case "/apis/example.test/v1/things":
                return http.Response.WriteAsync(
                    $$"""{"user":"{{headers["X-Remote-User"]}}","group":"{{headers["X-Remote-Group"]}}","query":"{{http.Request.QueryString}}"}""");
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return http.Response.WriteAsync("{}");
        }
    }
}
