using System.Text.Json;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Http.Negotiation;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Discovery;

/// <summary>The index of paths: at the root, and where there is no such path.</summary>
internal sealed class RootHandler(NonResourceRoutes routes, DiscoverySource source) : INonResourceHandler
{
    public Task HandleAsync(RequestInfo info, QueryParameters query, HttpContext http, CancellationToken cancellationToken)
    {
        var paths = new SortedSet<string>(routes.Paths.Where(path => path != "/"), StringComparer.Ordinal);
        foreach (var group in source.Groups)
        {
            var prefix = group.Name.Length == 0 ? "/api" : "/apis/" + group.Name;
            paths.Add(prefix);
            foreach (var version in group.Versions)
            {
                paths.Add(prefix + "/" + version.Name);
            }
        }

        using var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("paths");
            foreach (var path in paths)
            {
                writer.WriteStringValue(path);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        var status = info.Path == "/" ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
        ObjectResponse.WriteBytes(http, MediaTypes.Json, status, buffer.Written.Span, null);
        return Task.CompletedTask;
    }
}
