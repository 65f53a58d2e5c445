using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Audit;
using KubeSharp.ApiServer.Audit.Policy;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Http;
using Microsoft.Extensions.Time.Testing;
using Prometheus;

namespace KubeSharp.ApiServer.Tests.Audit;

/// <summary>Events as sinks get them.</summary>
internal static class AuditEvents
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="id">The audit ID.</param>
    /// <param name="body">A value in the body of the request.</param>
    public static AuditEvent Of(string id, string body = "")
    {
        var decision = new AuditDecision(AuditLevel.Request, [], OmitManagedFields: false);
        var auditor = new Auditor(new AuditPolicy([new AuditRule { Decision = decision }]), [], Metrics.NewCustomRegistry(), new FakeTimeProvider(Now));
        var info = new RequestInfo { Path = "/api", Verb = "create", IsResourceRequest = true, ApiVersion = "v1", Resource = "configmaps", Namespace = "default" };
        var user = new UserInfo { Name = "jane", Groups = ["a", "b"] };
        var record = auditor.Begin(id, info, user, static () => new AuditOrigin("/api", ["192.0.2.7"], "curl"), Now)!;
        record.Requested(new ConfigMap { Data = default(ApiMap<string>).Set("key", body) });
        return new AuditEvent(record, AuditStage.ResponseComplete, Now, 201, null);
    }
}
