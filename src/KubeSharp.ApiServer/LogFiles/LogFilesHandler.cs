using System.Net;
using System.Text;
using KubeSharp.ApiServer.Http;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.LogFiles;

/// <summary>/logs/: the files of the log directory of the server's machine, for whoever may get that path.</summary>
internal sealed class LogFilesHandler(string directory) : INonResourceHandler
{
    private const int MaxNameLength = 255;

    public async Task HandleAsync(RequestInfo info, QueryParameters query, HttpContext http, CancellationToken cancellationToken)
    {
        var relative = info.Path["/logs".Length..].Trim('/');
        var parts = relative.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (Array.Exists(parts, static part => part is ".." || part.Length > MaxNameLength || part.Contains('\0')))
        {
            await PlainText.NotFoundAsync(http, cancellationToken).ConfigureAwait(false);
            return;
        }

        var path = Path.Combine([directory, .. parts]);
        if (Directory.Exists(path))
        {
            await ListAsync(path, http, cancellationToken).ConfigureAwait(false);
        }
        else if (File.Exists(path))
        {
            await SendAsync(path, http, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await PlainText.NotFoundAsync(http, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ListAsync(string path, HttpContext http, CancellationToken cancellationToken)
    {
        var page = new StringBuilder("<!doctype html>\n<meta name=\"viewport\" content=\"width=device-width\">\n<pre>\n");
        foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var name = entry is DirectoryInfo ? entry.Name + "/" : entry.Name;
            page.Append("<a href=\"").Append(Uri.EscapeDataString(entry.Name)).Append(entry is DirectoryInfo ? "/" : "").Append("\">")
                .Append(WebUtility.HtmlEncode(name)).Append("</a>\n");
        }

        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(page.Append("</pre>\n").ToString()), cancellationToken).ConfigureAwait(false);
    }

    private static async Task SendAsync(string path, HttpContext http, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.Asynchronous);
        http.Response.ContentType = "text/plain; charset=utf-8";
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await file.CopyToAsync(http.Response.Body, cancellationToken).ConfigureAwait(false);
        }
    }
}
