using KubeSharp.Api.Certificates.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Certificates;

/// <summary>certificatesigningrequests. Who asks is taken from the request, never from the body.</summary>
internal sealed class CertificateSigningRequestStrategy : ResourceStrategy<CertificateSigningRequest>
{
    private static readonly ApprovalStrategy Approval = new();

    public override IReadOnlyList<string> SelectableFields { get; } = ["spec.signerName"];

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Age,
        Column.Text("SignerName", "Who is asked to sign."),
        Column.Text("Requestor", "Who asks."),
        Column.Text("RequestedDuration", "How long the certificate should be valid."),
        Column.Text("Condition", "What has become of the request."),
    ];

    public override SubresourceStrategy? Subresource(string name) => name == "approval" ? Approval : null;

    protected override string SelectableField(CertificateSigningRequest value, string field) =>
        field == "spec.signerName" ? value.Spec.SignerName : "";

    protected override CertificateSigningRequest PrepareForCreate(RequestContext context, CertificateSigningRequest value) => value with
    {
        Spec = value.Spec with
        {
            Username = context.User.Name,
            UID = context.User.UID,
            Groups = context.User.Groups,
            Extra = context.User.Extra,
        },
        Status = new CertificateSigningRequestStatus(),
    };

    protected override CertificateSigningRequest PrepareForUpdate(
        RequestContext context, CertificateSigningRequest value, CertificateSigningRequest old) =>
        value with { Spec = old.Spec, Status = old.Status };

    protected override CertificateSigningRequest PrepareForStatusUpdate(
        RequestContext context, CertificateSigningRequest value, CertificateSigningRequest old) => value with
        {
            Spec = old.Spec,
            Status = value.Status with
            {
                Conditions = ApprovalStrategy.Merge(value.Status.Conditions, old.Status.Conditions, static type => type is not ("Approved" or "Denied"), context.ReceivedAt),
            },
        };

    protected override void Validate(RequestContext context, CertificateSigningRequest value, ErrorList errors) =>
        CertificateSigningRequestChecks.Validate(errors, value);

    protected override void ValidateUpdate(
        RequestContext context, CertificateSigningRequest value, CertificateSigningRequest old, ErrorList errors) =>
        CertificateSigningRequestChecks.ValidateUpdate(errors, value, old);

    protected override void ValidateStatusUpdate(
        RequestContext context, CertificateSigningRequest value, CertificateSigningRequest old, ErrorList errors) =>
        CertificateSigningRequestChecks.ValidateStatusUpdate(errors, value, old);

    protected override object?[] Cells(CertificateSigningRequest value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        CellText.Age(value.Metadata, now),
        value.Spec.SignerName.Length > 0 ? value.Spec.SignerName : CellText.None,
        value.Spec.Username,
        value.Spec.ExpirationSeconds is { } seconds ? HumanDuration.Format(TimeSpan.FromSeconds(seconds)) : CellText.None,
        Condition(value.Status),
    ];

    private static string Condition(CertificateSigningRequestStatus status)
    {
        bool Has(string type) => status.Conditions.FindIndex(c => c.Type == type) >= 0;
        var text = Has("Denied") ? "Denied" : Has("Approved") ? "Approved" : "Pending";
        text += Has("Failed") ? ",Failed" : "";
        return status.Certificate.Length > 0 ? text + ",Issued" : text;
    }
}
