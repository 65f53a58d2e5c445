namespace KubeSharp.ApiServer.Audit;

/// <summary>Where a request came from, as an event tells it.</summary>
/// <param name="RequestUri">Path and query.</param>
/// <param name="SourceIPs">The client, and the proxies on the way.</param>
/// <param name="UserAgent">"" if it gave none.</param>
internal sealed record AuditOrigin(string RequestUri, IReadOnlyList<string> SourceIPs, string UserAgent);
