using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Audit.Policy;
using KubeSharp.ApiServer.Audit.Sinks;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Http;
using Prometheus;

namespace KubeSharp.ApiServer.Audit;

/// <summary>Records requests as the policy wants it. There is none where there is no policy or nowhere to write to.</summary>
internal sealed class Auditor
{
    private readonly AuditPolicy _policy;
    private readonly IReadOnlyList<IAuditSink> _sinks;
    private readonly TimeProvider _time;
    private readonly Counter _events;
    private readonly Counter _levels;
    private readonly Counter _rejected;

    public Auditor(AuditPolicy policy, IReadOnlyList<IAuditSink> sinks, CollectorRegistry registry, TimeProvider time)
    {
        (_policy, _sinks, _time) = (policy, sinks, time);
        var metrics = Metrics.WithCustomRegistry(registry);
        _events = metrics.CreateCounter("apiserver_audit_event_total", "Counter of audit events generated and sent to the audit backend.");
        _levels = metrics.CreateCounter("apiserver_audit_level_total", "Counter of policy levels for audit events (1 per request).", "level");
        _rejected = metrics.CreateCounter(
            "apiserver_audit_requests_rejected_total", "Counter of apiserver requests rejected due to an error in audit logging backend.");
    }

    /// <summary>Begins the record of a request; null if the policy wants nothing of it.</summary>
    /// <param name="id">The Audit-Id of the request.</param>
    /// <param name="info">What it wants.</param>
    /// <param name="user">Who it is from; nobody if that could not be told.</param>
    /// <param name="origin">Where it came from; made only if needed.</param>
    /// <param name="receivedAt">When it came.</param>
    /// <exception cref="ApiException">500: it cannot be recorded, and must not be served then (blocking-strict).</exception>
    public AuditRecord? Begin(string id, RequestInfo info, UserInfo user, Func<AuditOrigin> origin, DateTimeOffset receivedAt)
    {
        var decision = _policy.Decide(new AuditSubject(user, info));
        _levels.WithLabels(decision.Level.ToString()).Inc();
        if (decision.Level == AuditLevel.None)
        {
            return null;
        }

        var record = new AuditRecord(this, decision, id, info, user, origin(), receivedAt);
        if (!Emit(record, AuditStage.RequestReceived, 0, null))
        {
            _rejected.Inc();
            throw ApiErrors.InternalError("failed to write audit event");
        }

        return record;
    }

    /// <summary>Records that nobody was recognised behind a request.</summary>
    public void Refuse(string id, RequestInfo info, AuditOrigin origin, DateTimeOffset receivedAt, string attempted)
    {
        var nobody = new UserInfo { Name = "" };
        var decision = _policy.Decide(new AuditSubject(nobody, info));
        if (decision.Level != AuditLevel.None)
        {
            var status = ApiErrors.Unauthorized().Status with { Message = "Authentication failed, attempted: " + attempted };
            new AuditRecord(this, decision, id, info, nobody, origin, receivedAt).Started(401, status);
        }
    }

    /// <summary>False if the event must be written before the request goes on, and could not be.</summary>
    internal bool Emit(AuditRecord record, AuditStage stage, int code, Status? status)
    {
        if (record.Decision.OmittedStages.Contains(stage))
        {
            return true;
        }

        var written = true;
        var value = new AuditEvent(record, stage, _time.GetUtcNow(), code, status);
        _events.Inc();
        foreach (var sink in _sinks)
        {
            written &= sink.Add(value) || !sink.IsStrict;
        }

        return written;
    }
}
