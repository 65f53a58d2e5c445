using KubeSharp.ApiServer.Http;
using KubeSharp.Serving.Pages;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Health;

/// <summary>The pages that every component has.</summary>
internal sealed class ComponentPagesHandler(ComponentPages pages) : INonResourceHandler
{
    public Task HandleAsync(RequestInfo info, QueryParameters query, HttpContext http, CancellationToken cancellationToken) =>
        pages.AnswerAsync(http, info.Path, cancellationToken);
}
