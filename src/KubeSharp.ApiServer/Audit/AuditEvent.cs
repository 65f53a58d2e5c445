using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Audit;

/// <summary>One event, as it was when it happened: to be written within the call that hands it over, because the record goes on.</summary>
internal sealed class AuditEvent(AuditRecord record, AuditStage stage, DateTimeOffset at, int code, Status? status)
{
    private byte[]? _json;
    private byte[]? _bare;

    public AuditRecord Record => record;

    public AuditStage Stage => stage;

    /// <summary>The HTTP status; 0 before there is an answer.</summary>
    public int Code => code;

    /// <summary>An Event of audit.k8s.io/v1.</summary>
    public byte[] Json => _json ??= AuditEventWriter.Write(record, stage, at, code, status, isTruncated: false);

    /// <summary>The same without bodies, and a note that they are missing.</summary>
    public byte[] Truncated => _bare ??= AuditEventWriter.Write(record, stage, at, code, status, isTruncated: true);
}
