using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Audit.Policy;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authentication.Impersonation;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Audit;

/// <summary>What is known of one request for its events. Belongs to the request; each event is a picture of the moment.</summary>
internal sealed class AuditRecord
{
    private readonly Auditor _auditor;

    internal AuditRecord(Auditor auditor, AuditDecision decision, string id, RequestInfo info, UserInfo user, AuditOrigin origin, DateTimeOffset receivedAt)
    {
        _auditor = auditor;
        (Decision, Id, Info, User, Origin, ReceivedAt) = (decision, id, info, user, origin, receivedAt);
        Target = new AuditTarget(info.Namespace, info.Name, "", "");
    }

    public AuditDecision Decision { get; }

    public string Id { get; }

    public RequestInfo Info { get; }

    public UserInfo User { get; }

    public AuditOrigin Origin { get; }

    public DateTimeOffset ReceivedAt { get; }

    /// <summary>Whom the user acts as.</summary>
    public UserInfo? ImpersonatedUser { get; private set; }

    public AuditTarget Target { get; private set; }

    public SortedDictionary<string, string>? Annotations { get; private set; }

    /// <summary>JSON; null where the level does not have it.</summary>
    public ReadOnlyMemory<byte>? RequestObject { get; private set; }

    /// <summary>JSON; null where the level does not have it.</summary>
    public ReadOnlyMemory<byte>? ResponseObject { get; private set; }

    /// <summary>Whether the response's body is wanted.</summary>
    public bool HasResponses => Decision.Level >= AuditLevel.RequestResponse;

    /// <summary>The verb of constrained impersonation that allowed it; "" for none.</summary>
    public string ImpersonationConstraint { get; private set; } = "";

    public void Impersonate(ImpersonatedUser impersonated) =>
        (ImpersonatedUser, ImpersonationConstraint) = (impersonated.User, impersonated.Constraint);

    /// <summary>The first one under a key stays.</summary>
    public void Annotate(string key, string value)
    {
        lock (this)
        {
            (Annotations ??= new SortedDictionary<string, string>(StringComparer.Ordinal)).TryAdd(key, value);
        }
    }

    public void Authorized(in AuthorizationDecision decision)
    {
        Annotate("authorization.k8s.io/decision", decision.Allowed ? "allow" : "forbid");
        Annotate("authorization.k8s.io/reason", decision.Error is not null && !decision.Allowed ? "internal error" : decision.Reason);
    }

    /// <summary>What the client sent. Who it is about is noted at every level.</summary>
    public void Requested(ApiKind body)
    {
        if (body is ApiObject { Metadata: var metadata } && Info.Subresource.Length == 0)
        {
            Target = new AuditTarget(
                OrElse(Target.Namespace, metadata.Namespace), OrElse(Target.Name, metadata.Name),
                OrElse(Target.Uid, metadata.UID), OrElse(Target.ResourceVersion, metadata.ResourceVersion));
        }

        if (Decision.Level >= AuditLevel.Request)
        {
            RequestObject = AuditBodies.Encode(body, Decision.OmitManagedFields);
        }
    }

    /// <summary>A patch, as it came.</summary>
    public void RequestedPatch(ReadOnlyMemory<byte> json)
    {
        if (Decision.Level >= AuditLevel.Request)
        {
            RequestObject = AuditBodies.Raw(json);
        }
    }

    /// <summary>What the client is sent; the first one counts.</summary>
    public void Responded(ApiKind body)
    {
        if (HasResponses && ResponseObject is null)
        {
            ResponseObject = AuditBodies.Encode(body, Decision.OmitManagedFields);
        }
    }

    /// <summary>Of a request that lasts: the response has begun.</summary>
    public void Started(int code, Status? status = null) => _auditor.Emit(this, AuditStage.ResponseStarted, code, status);

    /// <param name="code">The HTTP status.</param>
    /// <param name="status">Of a failure.</param>
    public void Completed(int code, Status? status) => _auditor.Emit(this, AuditStage.ResponseComplete, code, status);

    public void Panicked(Status status) => _auditor.Emit(this, AuditStage.Panic, 500, status);

    private static string OrElse(string value, string other) => value.Length > 0 ? value : other;
}
