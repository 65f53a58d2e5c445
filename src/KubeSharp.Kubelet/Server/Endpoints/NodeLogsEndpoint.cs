using System.Net;
using System.Text;
using KubeSharp.Serving;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.Kubelet.Server.Endpoints;

/// <summary>/logs/: the files of the node's log directory, directories as a page of links.</summary>
internal sealed class NodeLogsEndpoint(string root) : IKubeletEndpoint
{
    public async Task HandleAsync(KubeletRequest request, CancellationToken cancellationToken)
    {
        if (request.Segments.Contains(".."))
        {
            throw new KubeletHttpException(StatusCodes.Status400BadRequest, "invalid URL path\n");
        }

        var path = Path.Combine([root, .. request.Segments]);
        if (Directory.Exists(path))
        {
            await PlainResponse.BytesAsync(
                request.Http, StatusCodes.Status200OK, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(Page(path)), cancellationToken);
            return;
        }

        if (!File.Exists(path))
        {
            throw new KubeletHttpException(StatusCodes.Status404NotFound, "404 page not found\n");
        }

        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        request.Http.Response.ContentType = PlainResponse.Text;
        await file.CopyToAsync(request.Http.Response.Body, cancellationToken);
    }

    private static string Page(string directory)
    {
        var page = new StringBuilder("<pre>\n");
        foreach (var entry in Directory.GetFileSystemEntries(directory).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(entry) + (Directory.Exists(entry) ? "/" : "");
            page.Append("<a href=\"").Append(Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal)).Append("\">")
                .Append(WebUtility.HtmlEncode(name)).Append("</a>\n");
        }

        return page.Append("</pre>\n").ToString();
    }
}
