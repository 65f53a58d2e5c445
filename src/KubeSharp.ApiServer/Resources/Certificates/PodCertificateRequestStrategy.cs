using KubeSharp.Api.Certificates.V1beta1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Certificates;

/// <summary>podcertificaterequests (KEP-4317): a certificate for a pod, asked for by its node.</summary>
internal sealed class PodCertificateRequestStrategy() : MetadataOnlyStrategy<PodCertificateRequest>(namespaced: true)
{
    private const int Hour = 3600;
    private const int Day = 24 * Hour;
    private const int MaxSeconds = 91 * Day;
    private const int KeyLimit = 10 * 1024;
    private const int ChainLimit = 100 * 1024;

    private static readonly FieldPath Spec = FieldPath.Root("spec");
    private static readonly FieldPath Status = FieldPath.Root("status");

    public override bool AllowUnconditionalUpdate => false;

    public override IReadOnlyList<string> SelectableFields { get; } = ["spec.signerName", "spec.podName", "spec.nodeName"];

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("PodName", "Pod that gets the certificate."),
        Column.Text("ServiceAccountName", "Its service account."),
        Column.Text("NodeName", "Its node."),
        Column.Text("SignerName", "Who is to sign."),
        Column.Text("State", "What became of the request."),
    ];

    protected override string SelectableField(PodCertificateRequest value, string field) => field switch
    {
        "spec.signerName" => value.Spec.SignerName,
        "spec.podName" => value.Spec.PodName,
        "spec.nodeName" => value.Spec.NodeName,
        _ => "",
    };

    protected override PodCertificateRequest Default(PodCertificateRequest value) =>
        value.Spec.MaxExpirationSeconds is not null ? value : value with { Spec = value.Spec with { MaxExpirationSeconds = Day } };

    protected override PodCertificateRequest PrepareForCreate(RequestContext context, PodCertificateRequest value) =>
        value with { Status = new PodCertificateRequestStatus() };

    protected override PodCertificateRequest PrepareForUpdate(RequestContext context, PodCertificateRequest value, PodCertificateRequest old) =>
        value with { Status = old.Status };

    protected override PodCertificateRequest PrepareForStatusUpdate(
        RequestContext context, PodCertificateRequest value, PodCertificateRequest old) => value with { Spec = old.Spec };

    protected override void ValidateBody(ErrorList errors, PodCertificateRequest value)
    {
        var spec = value.Spec;
        SignerNames.Check(errors, Spec.Child("signerName"), spec.SignerName);
        Name(errors, "podName", spec.PodName);
        Uid(errors, "podUID", spec.PodUID);
        Name(errors, "serviceAccountName", spec.ServiceAccountName);
        Uid(errors, "serviceAccountUID", spec.ServiceAccountUID);
        Name(errors, "nodeName", spec.NodeName);
        Uid(errors, "nodeUID", spec.NodeUID);
        var limit = spec.SignerName.StartsWith("kubernetes.io/", StringComparison.Ordinal) ? Day : MaxSeconds;
        if (spec.MaxExpirationSeconds is not { } seconds)
        {
            errors.Required(Spec.Child("maxExpirationSeconds"), "must be set");
        }
        else if (seconds is < Hour || seconds > limit)
        {
            errors.InvalidNumber(Spec.Child("maxExpirationSeconds"), seconds, $"must be in the range [{Hour}, {limit}]");
        }

        Key(errors, spec);
        foreach (var key in spec.UnverifiedUserAnnotations.Keys)
        {
            NameChecks.QualifiedName(errors, Spec, "unverifiedUserAnnotations", key);
        }
    }

    protected override void ValidateChange(ErrorList errors, PodCertificateRequest value, PodCertificateRequest old)
    {
        if (value.Spec != old.Spec)
        {
            errors.Invalid(Spec, value.Spec.ToString(), FieldChecks.Immutable);
        }
    }

    protected override void ValidateStatusUpdate(RequestContext context, PodCertificateRequest value, PodCertificateRequest old, ErrorList errors)
    {
        base.ValidateStatusUpdate(context, value, old, errors);
        ConditionChecks.Validate(errors, Status, "conditions", value.Status.Conditions);
        if (old.Status.CertificateChain.Length > 0 && value.Status != old.Status)
        {
            errors.Invalid(Status.Child("certificateChain"), "<value omitted>", FieldChecks.Immutable);
        }

        if (value.Status.CertificateChain.Length > ChainLimit)
        {
            errors.TooLong(Status.Child("certificateChain"), ChainLimit);
        }

        if (value.Status.CertificateChain.Length > 0 && (value.Status.NotBefore is null || value.Status.NotAfter is null || value.Status.BeginRefreshAt is null))
        {
            errors.Required(Status, "notBefore, beginRefreshAt and notAfter must be set with certificateChain");
        }
    }

    protected override object?[] Cells(PodCertificateRequest value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.Spec.PodName,
        value.Spec.ServiceAccountName,
        value.Spec.NodeName,
        value.Spec.SignerName,
        value.Status.Conditions.FindIndex(static c => c.Status == "True") is var index && index < 0 ? "Pending" : value.Status.Conditions[index].Type,
    ];

    private static void Name(ErrorList errors, string child, string name)
    {
        if (name.Length == 0)
        {
            errors.Required(Spec.Child(child), "");
        }
        else
        {
            NameChecks.Dns1123Subdomain(errors, Spec, child, name);
        }
    }

    private static void Uid(ErrorList errors, string child, string uid)
    {
        if (uid.Length == 0)
        {
            errors.Required(Spec.Child(child), "");
        }
        else if (uid.Length > 128)
        {
            errors.TooLong(Spec.Child(child), 128);
        }
    }

    /// <summary>A PKCS#10 request, or a key with a proof that the pod has it.</summary>
    private static void Key(ErrorList errors, PodCertificateRequestSpec spec)
    {
        if (spec.StubPKCS10Request.Length == 0 && spec.PKIXPublicKey.Length == 0)
        {
            errors.Required(Spec.Child("stubPKCS10Request"), "");
        }

        if (spec.StubPKCS10Request.Length > KeyLimit)
        {
            errors.TooLong(Spec.Child("stubPKCS10Request"), KeyLimit);
        }

        if (spec.PKIXPublicKey.Length > KeyLimit)
        {
            errors.TooLong(Spec.Child("pkixPublicKey"), KeyLimit);
        }

        if (spec.PKIXPublicKey.Length > 0 && spec.ProofOfPossession.Length == 0)
        {
            errors.Required(Spec.Child("proofOfPossession"), "");
        }
    }
}
