using KubeSharp.ApiServer.Http.Filters;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KubeSharp.ApiServer.Http;

/// <summary>What Kestrel calls for each request: nothing but the configured filters stands between it and the pipeline.</summary>
internal sealed class HttpFrontend(RequestPipeline pipeline, IRequestFilter[] filters) : IHttpApplication<DefaultHttpContext>
{
    public DefaultHttpContext CreateContext(IFeatureCollection contextFeatures)
    {
        // Kestrel keeps one context per connection or stream for us to use again.
        if (contextFeatures is IHostContextContainer<DefaultHttpContext> container)
        {
            if (container.HostContext is { } kept)
            {
                kept.Initialize(contextFeatures);
                return kept;
            }

            return container.HostContext = new DefaultHttpContext(contextFeatures);
        }

        return new DefaultHttpContext(contextFeatures);
    }

    public Task ProcessRequestAsync(DefaultHttpContext context)
    {
        foreach (var filter in filters)
        {
            if (filter.Answer(context) is { } answer)
            {
                return answer;
            }
        }

        return pipeline.ProcessAsync(context);
    }

    public void DisposeContext(DefaultHttpContext context, Exception? exception) => context.Uninitialize();
}
