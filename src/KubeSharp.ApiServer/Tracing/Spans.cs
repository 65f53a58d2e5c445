using System.Diagnostics;
using KubeSharp.ApiServer.Http;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Tracing;

/// <summary>
/// The spans of this server. While nobody listens there are none, and asking for one costs a comparison. What goes out over HTTP within a span
/// carries its trace context (W3C) by itself.
/// </summary>
internal static class Spans
{
    public static readonly ActivitySource Source = new("k8s.io/apiserver");

    /// <summary>The span of a request; null if nobody listens.</summary>
    public static RequestSpan? Request(HttpContext http, RequestInfo info) => Source.HasListeners() ? new RequestSpan(http, info) : null;

    /// <summary>A part of a request that waits for somebody else; null if it is part of none, or of one that is not traced.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="attribute">What <paramref name="target"/> is.</param>
    /// <param name="target">To whom.</param>
    public static Activity? Part(string name, string attribute, string target) =>
        Source.HasListeners() && Activity.Current is not null ? Source.StartActivity(name, ActivityKind.Client)?.SetTag(attribute, target) : null;
}
